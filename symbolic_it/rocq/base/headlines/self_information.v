(* Section A of the ledger of claims, self-information: statements written by hand, which exported theorems have to have.

   Definitions are written out where that is short. Each part, up to the next line of this form, is compiled with the
   derivation that it names. *)

(* ==== self-information-from-axioms: A1 ==== *)
Check (self_information_from_axioms_holds :
  forall (b : R) (f : R -> R),
  (exists x, 0 < x /\ x <= 1 /\ f x <> 0) ->
  (forall x y, 0 < x -> x <= 1 -> 0 < y -> y <= 1 -> f (x * y) = f x + f y) ->
  (forall x y, 0 < x -> x <= y -> y <= 1 -> f y <= f x) ->
  1 < b ->
  exists k, 0 < k /\ forall x, 0 < x -> x <= 1 -> f x = - (k * (ln x / ln b))).

(* ==== additive-function-at-powers: A1, from the functional equation alone ==== *)
Check (additive_function_at_powers_certain :
  forall f : R -> R, (forall x y, 0 < x -> x <= 1 -> 0 < y -> y <= 1 -> f (x * y) = f x + f y) -> f 1 = 0).
Check (additive_function_at_powers_powers :
  forall f : R -> R, (forall x y, 0 < x -> x <= 1 -> 0 < y -> y <= 1 -> f (x * y) = f x + f y) ->
  forall x, 0 < x -> x <= 1 -> forall n : nat, f (power x (INR n)) = INR n * f x).

(* ==== self-information-from-continuity: A1b ==== *)
Check (self_information_from_continuity_natural :
  forall f : R -> R,
  (forall x y, 0 < x -> x <= 1 -> 0 < y -> y <= 1 -> f (x * y) = f x + f y) ->
  (forall c, 0 < c -> c < 1 -> tends_from_right f c (f c) /\ tends_from_left f c (f c)) ->
  exists k, forall x, 0 < x -> x <= 1 -> f x = - (k * ln x)).
Check (self_information_from_continuity_positive :
  forall f : R -> R,
  (forall x y, 0 < x -> x <= 1 -> 0 < y -> y <= 1 -> f (x * y) = f x + f y) ->
  (forall c, 0 < c -> c < 1 -> tends_from_right f c (f c) /\ tends_from_left f c (f c)) ->
  (exists x, 0 < x /\ x <= 1 /\ 0 < f x) ->
  exists k, 0 < k /\ forall x, 0 < x -> x <= 1 -> f x = - (k * ln x)).

(* ==== self-information-differentiable: A1c ==== *)
Check (self_information_differentiable_holds :
  forall f f' : R -> R,
  (forall x y, 0 < x /\ x <= 1 -> 0 < y /\ y <= 1 -> f (x * y) = f x + f y) ->
  (forall x, 0 < x /\ x < 1 -> has_derivative f x (f' x)) ->
  exists c, (forall x, 0 < x /\ x < 1 -> f' x = c / x) /\ (forall x, 0 < x /\ x <= 1 -> f x = c * ln x)).

(* ==== self-information-axioms: A2 ==== *)
Check (self_information_axioms_additive :
  forall b x y : R, 0 < x -> x <= 1 -> 0 < y -> y <= 1 -> - (ln (x * y) / ln b) = - (ln x / ln b) + - (ln y / ln b)).
Check (self_information_axioms_certain : forall b : R, - (ln 1 / ln b) = 0).
Check (self_information_axioms_positive : forall b : R, 1 < b -> forall x, 0 < x -> x < 1 -> 0 < - (ln x / ln b)).
Check (self_information_axioms_decreasing :
  forall b : R, 1 < b -> forall x y, 0 < x -> x < y -> y <= 1 -> - (ln y / ln b) < - (ln x / ln b)).
Check (self_information_axioms_unbounded :
  forall b : R, 1 < b -> forall M, exists d, 0 < d /\ forall x, 0 < x /\ x < 0 + d -> M < - (ln x / ln b)).

(* ==== change-of-base: A3 ==== *)
Check (change_of_base_definition : forall b x : R, log b x = ln x / ln b).
Check (change_of_base_two_bases : forall b c x : R, 1 < b -> 1 < c -> log b x = log c x / log c b).
Check (change_of_base_unit : forall k x : R, - (ln x / ln (exp (1 / k))) = - (k * ln x)).

(* ==== surprisal-is-self-information: A5 ==== *)
Check (surprisal_is_self_information_holds : forall b p : R, 0 < p -> ln (1 / p) / ln b = - (ln p / ln b)).

(* ==== information-of-two-events: A6 ==== *)
Check (information_of_two_events_holds :
  forall (X : finite) (A B : X -> Prop) (P : X -> R) (b : R),
  let Pr E := Sum X (fun x => P x * indicator (E x)) in
  law X P -> 0 < Pr (fun x => A x /\ B x) ->
  - log b (Pr (fun x => A x /\ B x)) = - log b (Pr A) + - log b (Pr (fun x => A x /\ B x) / Pr A)).

(* ==== information-of-independent-events-adds: A6 ==== *)
Check (information_of_independent_events_adds_holds :
  forall (X : finite) (A B : X -> Prop) (P : X -> R) (b : R),
  let Pr E := Sum X (fun x => P x * indicator (E x)) in
  Pr (fun x => A x /\ B x) = Pr A * Pr B -> 0 < Pr A -> 0 < Pr B ->
  - log b (Pr (fun x => A x /\ B x)) = - log b (Pr A) + - log b (Pr B)).

(* ==== constant-of-information-is-negative: A7 ==== *)
Check (constant_of_information_is_negative_holds :
  forall c k : R, (forall x, 0 < x -> x < 1 -> 0 < k * (ln x / ln c)) -> 1 < c -> k < 0).

(* ==== constant-of-information-depends-on-the-base: A7, without the condition ==== *)
Check (constant_of_information_depends_on_the_base_conclusion_1 :
  ~ forall b k : R, 0 < b -> b <> 1 -> (forall x, 0 < x -> x < 1 -> 0 < k * (ln x / ln b)) -> k < 0).
