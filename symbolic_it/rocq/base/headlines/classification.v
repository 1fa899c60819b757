(* Section F of the ledger of claims, Bernoulli, logistic, softmax: statements written by hand, which exported theorems have to have.

   Definitions are written out where that is short. Each part, up to the next line of this form, is compiled with the
   derivation that it names. *)

(* ==== bernoulli-formula: F1 ==== *)
Check (bernoulli_formula_one : forall f : R, power f 1 * power (1 - f) 0 = f).
Check (bernoulli_formula_zero : forall f : R, power f 0 * power (1 - f) 1 = 1 - f).

(* ==== bernoulli-log-likelihood: F2 ==== *)
Check (bernoulli_log_likelihood_holds :
  forall (b : R) (f : nat -> R) (n : nat) (y : nat -> R),
  (forall i : nat, 1 <= INR i /\ INR i <= INR n -> 0 < f i) ->
  (forall i : nat, 1 <= INR i /\ INR i <= INR n -> f i < 1) ->
  log b (prod_to n (fun i => power (f i) (y i) * power (1 - f i) (1 - y i))) =
    sum_to n (fun i => y i * log b (f i) + (1 - y i) * log b (1 - f i))).

(* ==== likelihood-and-log-likelihood-maximisers: F3 ==== *)
Check ((fun T o L S b K B t => as_iff (f_equal (fun M => M t) (likelihood_and_log_likelihood_maximisers_holds T o L S b K B))) :
  forall (T : Type) (o : T) (L : T -> R) (S : T -> Prop) (b : R), (forall t, 0 < L t) -> 1 < b -> forall t,
  (S t /\ forall u, S u -> L u <= L t) <-> (S t /\ forall u, S u -> log b (L u) <= log b (L t))).

(* ==== bernoulli-maximiser-by-calculus: F4 ==== *)
Check (bernoulli_maximiser_by_calculus_holds :
  forall j k : nat, 0 < INR j -> 0 < INR k -> let m := INR k / (INR k + INR j) in
  forall t, 0 < t /\ t < 1 -> t <> m -> INR k * ln t + INR j * ln (1 - t) < INR k * ln m + INR j * ln (1 - m)).

(* ==== bernoulli-maximiser-from-gibbs: F4 ==== *)
Check (bernoulli_maximiser_from_gibbs_strict :
  forall j k : nat, 0 < INR j -> 0 < INR k -> let m := INR k / (INR k + INR j) in
  forall t, 0 < t /\ t < 1 -> t <> m -> INR k * ln t + INR j * ln (1 - t) < INR k * ln m + INR j * ln (1 - m)).

(* ==== bernoulli-likelihood-maximiser: F4 ==== *)
Check (bernoulli_likelihood_maximiser_holds :
  forall j k : nat, 0 < INR k + INR j -> let m := INR k / (INR k + INR j) in
  (0 <= m /\ m <= 1) /\ forall t, 0 <= t /\ t <= 1 ->
    power t (INR k) * power (1 - t) (INR j) <= power m (INR k) * power (1 - m) (INR j)).

(* ==== derivative-of-logistic: F5 ==== *)
Check (derivative_of_logistic_holds :
  let f z := 1 / (1 + exp (- z)) in forall z, has_derivative f z (f z * (1 - f z))).

(* ==== gradient-of-logistic-regression: F5; a coordinate t of the weights, the others in a ==== *)
Check (gradient_of_logistic_regression_conclusion_7 :
  forall a u y : nat -> R, forall (n : nat) (t : R),
  let f i t := 1 / (1 + exp (- (a i + t * u i))) in
  has_derivative (fun t => sum_to n (fun i => y i * ln (f i t) + (1 - y i) * ln (1 - f i t))) t
    (sum_to n (fun i => (y i - f i t) * u i))).

(* ==== cross-entropy-of-one-hot-target: F6 ==== *)
Check (cross_entropy_of_one_hot_target_holds :
  forall (X : finite) (b : R) (c : X) (q : X -> R),
  - Sum X (fun x => indicator (x = c) * log b (q x)) = - log b (q c)).

(* ==== softmax-gradient: F7 ==== *)
Check (softmax_gradient_nats :
  forall (X : finite) (k : X) (p z : X -> R), Sum X p = 1 ->
  let moved t x := z x + indicator (x = k) * (t - z k) in
  has_derivative (fun t => - Sum X (fun x => p x * ln (exp (moved t x) / Sum X (fun y => exp (moved t y))))) (z k)
    (exp (z k) / Sum X (fun x => exp (z x)) - p k)).
Check (softmax_gradient_base :
  forall (X : finite) (b : R) (k : X) (p z : X -> R), Sum X p = 1 ->
  let moved t x := z x + indicator (x = k) * (t - z k) in
  has_derivative (fun t => - Sum X (fun x => p x * log b (exp (moved t x) / Sum X (fun y => exp (moved t y))))) (z k)
    (1 / ln b * (exp (z k) / Sum X (fun x => exp (z x)) - p k))).

(* ==== log-probability-of-a-sequence: F8 ==== *)
Check (log_probability_of_a_sequence_log_probability :
  forall (b : R) (g p : nat -> R), p O = 1 -> (forall n, p (S n) = p n * g (S n)) -> (forall n, 0 < g n) ->
  forall n, log b (p n) = sum_to n (fun i => log b (g i))).

(* ==== binary-cross-entropy: F10 ==== *)
Check (binary_cross_entropy_holds :
  forall (X : finite) (P Q : X -> R) (b f : R) (one : X) (y : R) (zero : X),
  P one = y -> Q one = f -> (forall x, x = one \/ x = zero) -> law X P -> law X Q -> one <> zero ->
  - Sum X (fun x => P x * log b (Q x)) = - (y * log b f + (1 - y) * log b (1 - f))).
