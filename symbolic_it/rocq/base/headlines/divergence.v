(* Section D of the ledger of claims, divergence and cross-entropy: statements written by hand, which exported theorems have to have.

   Definitions are written out where that is short. Each part, up to the next line of this form, is compiled with the
   derivation that it names. *)

(* ==== divergence-as-expectation: D1 ==== *)
Check (divergence_as_expectation_holds :
  forall (X : finite) (P Q : X -> R) (b : R),
  divergence X b P Q = Sum X (fun x => P x * (ln (P x / Q x) / ln b))).

(* ==== divergence-expansion: D2 ==== *)
Check (divergence_expansion_holds :
  forall (X : finite) (P Q : X -> R) (b : R),
  (forall x, Q x = 0 -> P x = 0) ->
  (forall x, 0 <= P x) /\ Sum X P = 1 ->
  (forall x, 0 <= Q x) /\ Sum X Q = 1 ->
  Sum X (fun x => P x * (ln (P x / Q x) / ln b)) =
    - Sum X (fun x => P x * (ln (Q x) / ln b)) - - Sum X (fun x => P x * (ln (P x) / ln b))).

(* ==== gibbs-inequality: D3 ==== *)
Check (gibbs_inequality_nonnegative :
  forall (X : finite) (P Q : X -> R) (b : R),
  (forall x, Q x = 0 -> P x = 0) ->
  (forall x, 0 <= P x) /\ Sum X P = 1 ->
  (forall x, 0 <= Q x) /\ Sum X Q = 1 -> 1 < b ->
  0 <= Sum X (fun x => P x * (ln (P x / Q x) / ln b))).
Check ((fun X P Q b D LP LQ B => as_iff (gibbs_inequality_equality X P Q b D LP LQ B)) :
  forall (X : finite) (P Q : X -> R) (b : R), dominated X P Q -> law X P -> law X Q -> 1 < b ->
  Sum X (fun x => P x * (ln (P x / Q x) / ln b)) = 0 <-> P = Q).

(* ==== divergence-is-not-symmetric: D4 ==== *)
Check (divergence_is_not_symmetric_holds :
  forall (X : finite) (P Q : X -> R) (b : R) (u v : X),
  P = (fun x => 1 / 2 * indicator (x = u) + (1 - 1 / 2) * indicator (x = v)) ->
  Q = (fun x => 1 / 4 * indicator (x = u) + (1 - 1 / 4) * indicator (x = v)) ->
  (forall x, x = u \/ x = v) -> 1 < b -> u <> v -> divergence X b P Q <> divergence X b Q P).

(* ==== divergence-without-domination-is-infinite: D7 ==== *)
Check (divergence_without_domination_is_infinite_holds :
  forall (X : finite) (P Q : X -> R) (b : R), law X P -> law X Q -> 1 < b -> ~ (forall x, Q x = 0 -> P x = 0) ->
  forall M, exists d, 0 < d /\ forall t, 0 < t /\ t < 0 + d ->
    M < Sum X (fun x => P x * log b (P x / ((1 - t) * Q x + t * P x)))).

(* ==== infinite-divergence-on-the-naturals: D7, a countable instance ==== *)
Check (infinite_divergence_on_the_naturals_unbounded :
  forall b : R, 1 < b -> diverges_from_right (fun t => - (1 / 2 * log b t) - log b (2 - t) * (1 / 2)) 0).

(* ==== cross-entropy-bound: D8 ==== *)
Check (cross_entropy_bound_split :
  forall (X : finite) (P Q : X -> R) (b : R), dominated X P Q -> law X P -> law X Q ->
  cross_entropy X b P Q = entropy X b P + divergence X b P Q).
Check (cross_entropy_bound_bound :
  forall (X : finite) (P Q : X -> R) (b : R), dominated X P Q -> law X P -> law X Q -> 1 < b ->
  - Sum X (fun x => P x * log b (P x)) <= - Sum X (fun x => P x * log b (Q x))).
Check ((fun X P Q b D LP LQ B => as_iff (cross_entropy_bound_equality X P Q b D LP LQ B)) :
  forall (X : finite) (P Q : X -> R) (b : R), dominated X P Q -> law X P -> law X Q -> 1 < b ->
  cross_entropy X b P Q = entropy X b P <-> P = Q).

(* ==== cross-entropy-and-divergence-minimisers: D8 ==== *)
Check ((fun X T o P b p L K t => as_iff (f_equal (fun S => S t) (cross_entropy_and_divergence_minimisers_holds X T o P b p L K))) :
  forall (X : finite) (T : Type) (o : T) (P : X -> R) (b : R) (p : T -> X -> R),
  (forall t, law X (p t)) -> law X P -> forall t,
  (dominated X P (p t) /\ forall u, dominated X P (p u) -> cross_entropy X b P (p t) <= cross_entropy X b P (p u)) <->
  (dominated X P (p t) /\ forall u, dominated X P (p u) -> divergence X b P (p t) <= divergence X b P (p u))).

(* ==== conditional-divergence-expansion: D9 ==== *)
Check (conditional_divergence_expansion_holds :
  forall (X Y : finite) (P Q : X * Y -> R) (b : R),
  let given (J : X * Y -> R) x y := J (x, y) / Sum Y (fun y => J (x, y)) in
  let mean f := Sum X (fun x => Sum Y (fun y => P (x, y) * f x y)) in
  dominated (pairs X Y) P Q -> law (pairs X Y) P -> law (pairs X Y) Q ->
  mean (fun x y => log b (given P x y / given Q x y)) =
    - mean (fun x y => log b (given Q x y)) - - mean (fun x y => log b (given P x y))).

(* ==== kraft-lengths-cost-at-least-entropy: D10 ==== *)
Check (kraft_lengths_cost_at_least_entropy_holds :
  forall (X : finite) (P : X -> R) (b : R) (l : X -> R), law X P ->
  Sum X (fun x => indicator (0 < P x) * power b (- l x)) <= 1 -> 1 < b ->
  entropy X b P <= Sum X (fun x => P x * l x)).

(* ==== rounded-surprisals-cost-less-than-one-more: D10 ==== *)
Check (rounded_surprisals_cost_less_than_one_more_kraft :
  forall (X : finite) (P : X -> R) (b : R) (l : X -> nat),
  (forall x, 0 < P x -> log b (1 / P x) <= INR (l x) /\ INR (l x) < log b (1 / P x) + 1) -> law X P -> 1 < b ->
  Sum X (fun x => indicator (0 < P x) * power b (- INR (l x))) <= 1).
Check (rounded_surprisals_cost_less_than_one_more_less_than_one_more :
  forall (X : finite) (P : X -> R) (b : R) (l : X -> nat),
  (forall x, 0 < P x -> ceiling (l x) (log b (1 / P x))) -> law X P ->
  Sum X (fun x => P x * INR (l x)) < entropy X b P + 1).

(* ==== lengths-for-another-law-cost-the-divergence: D10 ==== *)
Check (lengths_for_another_law_cost_the_divergence_at_least :
  forall (X : finite) (P Q : X -> R) (b : R) (l : X -> nat), dominated X P Q ->
  (forall x, 0 < P x -> ceiling (l x) (log b (1 / Q x))) -> law X P -> law X Q ->
  entropy X b P + divergence X b P Q <= Sum X (fun x => P x * INR (l x))).
Check (lengths_for_another_law_cost_the_divergence_less_than_one_more :
  forall (X : finite) (P Q : X -> R) (b : R) (l : X -> nat), dominated X P Q ->
  (forall x, 0 < P x -> ceiling (l x) (log b (1 / Q x))) -> law X P -> law X Q ->
  Sum X (fun x => P x * INR (l x)) < entropy X b P + divergence X b P Q + 1).
