(* Section E of the ledger of claims, maximum likelihood: statements written by hand, which exported theorems have to have.

   Definitions are written out where that is short. Each part, up to the next line of this form, is compiled with the
   derivation that it names. *)

(* ==== maximum-likelihood-as-average-log-likelihood: E1; the domain is everything, False = False ==== *)
Check ((fun X T o b m p x K M B t =>
    as_iff (f_equal (fun S => S t) (maximum_likelihood_as_average_log_likelihood_holds X T o b m p x K M B))) :
  forall (X : finite) (T : Type) (o : T) (b : R) (m : nat) (p : T -> X -> R) (x : nat -> X),
  (forall t, forall i : nat, 1 <= INR i /\ INR i <= INR m -> 0 < p t (x i)) -> 1 <= INR m -> 1 < b -> forall t,
  argmax T (fun _ => False = False) (fun t => prod_to m (fun i => p t (x i))) t <->
  argmax T (fun _ => False = False) (fun t => 1 / INR m * sum_to m (fun i => log b (p t (x i)))) t).

(* ==== likelihood-of-independent-samples: E1c ==== *)
Check (likelihood_of_independent_samples_product :
  forall L p : nat -> R, L O = 1 -> (forall n, L (S n) = L n * p (S n)) -> forall n, L n = prod_to n p).

(* ==== sample-average-as-empirical-mean: E2 ==== *)
Check (sample_average_as_empirical_mean_holds :
  forall (X : finite) (g : X -> R) (m : nat) (x : nat -> X),
  1 / INR m * sum_to m (fun i => g (x i)) = Sum X (fun a => sum_to m (fun i => indicator (x i = a)) / INR m * g a)).

(* ==== weak-law-of-large-numbers: E3 ==== *)
Check (weak_law_of_large_numbers_far_with_small_probability :
  forall (W X : finite) (P : X -> R) (Pr : W -> R) (U : nat -> W -> X) (e d : R) (g : X -> R) (m : nat),
  (forall i : nat, 1 <= INR i /\ INR i <= INR m ->
    forall a, Sum W (fun w => Pr w * indicator (U i w = a)) = P a) ->
  (forall i : nat, 1 <= INR i /\ INR i <= INR m -> forall j : nat, 1 <= INR j /\ INR j <= INR m -> INR i < INR j ->
    independent_variables W X X Pr (U i) (U j)) ->
  law X P -> law W Pr -> 1 <= INR m -> 0 < e ->
  variance X P g < INR m * (d * (e * e)) ->
  probability W Pr (fun w =>
    let mean := 1 / INR m * sum_to m (fun i => g (U i w)) in
    e <= mean - expectation X P g \/ e <= expectation X P g - mean) < d).

(* ==== chebyshev-inequality: E3 ==== *)
Check (chebyshev_inequality_holds :
  forall (W : finite) (Pr : W -> R) (e : R) (f : W -> R) (c : R), law W Pr -> 0 < e ->
  Sum W (fun w => Pr w * indicator (e <= f w - c \/ e <= c - f w)) <=
    Sum W (fun w => Pr w * ((f w - c) * (f w - c))) / (e * e)).

(* ==== average-log-likelihood-tends-to-its-expectation: E3 ==== *)
Check (average_log_likelihood_tends_to_its_expectation_holds :
  forall (W X : finite) (T : Type) (o : T) (P : X -> R) (Pr : W -> R) (U : nat -> W -> X) (b e d : R) (m : nat)
    (p : T -> X -> R) (t : T),
  (forall i : nat, 1 <= INR i /\ INR i <= INR m -> distributed W X Pr (U i) P) ->
  (forall i : nat, 1 <= INR i /\ INR i <= INR m -> forall j : nat, 1 <= INR j /\ INR j <= INR m -> INR i < INR j ->
    independent_variables W X X Pr (U i) (U j)) ->
  law X P -> law W Pr -> 1 <= INR m -> 0 < e ->
  variance X P (fun x => log b (p t x)) < INR m * (d * (e * e)) ->
  probability W Pr (fun w =>
    apart (1 / INR m * sum_to m (fun i => log b (p t (U i w)))) (Sum X (fun x => P x * log b (p t x))) e) < d).

(* ==== maximum-likelihood-as-divergence-minimisation: E4 ==== *)
Check ((fun X T o P b p K L t =>
    as_iff (f_equal (fun S => S t) (maximum_likelihood_as_divergence_minimisation_holds X T o P b p K L))) :
  forall (X : finite) (T : Type) (o : T) (P : X -> R) (b : R) (p : T -> X -> R),
  (forall t, law X (p t)) -> law X P -> forall t,
  argmax T (fun t => dominated X P (p t)) (fun t => Sum X (fun x => P x * log b (p t x))) t <->
  argmin T (fun t => dominated X P (p t)) (fun t => - Sum X (fun x => P x * log b (p t x))) t).

(* ==== divergence-chain-rule: E5 ==== *)
Check (divergence_chain_rule_holds :
  forall (X Y : finite) (P Q : X * Y -> R) (b : R),
  let first (J : X * Y -> R) x := Sum Y (fun y => J (x, y)) in
  let given J x y := J (x, y) / first J x in
  dominated (pairs X Y) P Q -> law (pairs X Y) P -> law (pairs X Y) Q ->
  divergence (pairs X Y) b P Q =
    divergence X b (first P) (first Q) + Sum X (fun x => first P x * divergence Y b (given P x) (given Q x))).

(* ==== joint-and-conditional-divergence-minimisers: E5 ==== *)
Check ((fun X Y T o P Q S b F K L t =>
    as_iff (f_equal (fun M => M t) (joint_and_conditional_divergence_minimisers_holds X Y T o P Q S b F K L))) :
  forall (X Y : finite) (T : Type) (o : T) (P : X * Y -> R) (Q : T -> X * Y -> R) (S : X -> R) (b : R),
  (forall t, (fun x => Sum Y (fun y => Q t (x, y))) = S) -> (forall t, law (pairs X Y) (Q t)) -> law (pairs X Y) P ->
  forall t, argmin T (fun t => dominated (pairs X Y) P (Q t)) (fun t => divergence (pairs X Y) b P (Q t)) t <->
  argmin T (fun t => dominated (pairs X Y) P (Q t)) (fun t =>
    Sum X (fun x => first_marginal X Y P x * divergence Y b (conditional X Y P x) (conditional X Y (Q t) x))) t).

(* ==== estimate-of-conditional-cross-entropy: E6 ==== *)
Check (estimate_of_conditional_cross_entropy_estimate :
  forall (X Y : finite) (b : R) (m : nat) (q : X * Y -> R) (s : nat -> X * Y),
  - (1 / INR m * sum_to m (fun i => log b (q (s i)))) =
    Sum (pairs X Y) (fun z => sum_to m (fun i => indicator (s i = z)) / INR m * - log b (q z))).
Check (estimate_of_conditional_cross_entropy_negative_log_likelihood :
  forall (X Y : finite) (b : R) (m : nat) (q : X * Y -> R) (s : nat -> X * Y), (forall z, 0 < q z) -> 1 <= INR m ->
  - log b (prod_to m (fun i => q (s i))) =
    INR m * Sum (pairs X Y) (fun z => empirical (X * Y) m s z * - log b (q z))).

(* ==== smallest-cross-entropy-of-a-family: E7 ==== *)
Check (smallest_cross_entropy_of_a_family_bound :
  forall (X : finite) (T : Type) (o : T) (P : X -> R) (b : R) (p : T -> X -> R),
  (forall t, dominated X P (p t)) -> (forall t, law X (p t)) -> law X P -> 1 < b ->
  forall t, entropy X b P <= cross_entropy X b P (p t)).
Check ((fun X T o P b p D K L B t => as_iff (smallest_cross_entropy_of_a_family_reached X T o P b p D K L B t)) :
  forall (X : finite) (T : Type) (o : T) (P : X -> R) (b : R) (p : T -> X -> R),
  (forall t, dominated X P (p t)) -> (forall t, law X (p t)) -> law X P -> 1 < b ->
  forall t, cross_entropy X b P (p t) = entropy X b P <-> p t = P).
