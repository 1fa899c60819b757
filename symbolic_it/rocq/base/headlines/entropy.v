(* Section B of the ledger of claims, entropy: statements written by hand, which exported theorems have to have.

   Definitions are written out where that is short. Each part, up to the next line of this form, is compiled with the
   derivation that it names. *)

(* ==== entropy-as-expectation: B1 ==== *)
Check (entropy_as_expectation_holds :
  forall (X : finite) (P : X -> R) (b : R), law X P ->
  - Sum X (fun x => P x * log b (P x)) = Sum X (fun x => P x * log b (1 / P x))).

(* ==== x-log-x-at-zero: B2 ==== *)
Check (x_log_x_at_zero_holds :
  forall b e : R, 0 < e ->
  exists d, 0 < d /\ forall x, 0 < x /\ x < 0 + d -> 0 - e < x * (ln x / ln b) /\ x * (ln x / ln b) < 0 + e).

(* ==== entropy-of-point-mass: B3 ==== *)
Check (entropy_of_point_mass_holds :
  forall (X : finite) (b : R) (k : X), entropy X b (fun x => indicator (x = k)) = 0).

(* ==== entropy-nonnegative: B3 ==== *)
Check (entropy_nonnegative_holds : forall (X : finite) (P : X -> R) (b : R), law X P -> 1 < b -> 0 <= entropy X b P).

(* ==== entropy-zero-only-for-point-mass: B3 ==== *)
Check ((fun X P b L B => as_iff (entropy_zero_only_for_point_mass_holds X P b L B)) :
  forall (X : finite) (P : X -> R) (b : R), law X P -> 1 < b ->
  entropy X b P = 0 <-> exists k, P = fun x => indicator (x = k)).

(* ==== uniform-entropy: B4 ==== *)
Check (uniform_entropy_holds :
  forall (X : finite) (b : R), entropy X b (fun _ => 1 / Sum X (fun _ => 1)) = log b (Sum X (fun _ => 1))).

(* ==== uniform-law-maximises-entropy: B4 ==== *)
Check (uniform_law_maximises_entropy_bound :
  forall (X : finite) (P : X -> R) (b : R), law X P -> 1 < b -> entropy X b P <= log b (Sum X (fun _ => 1))).
Check ((fun X P b L B => as_iff (uniform_law_maximises_entropy_equality X P b L B)) :
  forall (X : finite) (P : X -> R) (b : R), law X P -> 1 < b ->
  entropy X b P = log b (Sum X (fun _ => 1)) <-> P = fun _ => 1 / Sum X (fun _ => 1)).

(* ==== binary-entropy-curve: B5 ==== *)
Check (binary_entropy_curve_symmetric :
  forall b : R, let h p := - (p * log b p) - (1 - p) * log b (1 - p) in
  forall p, 0 < p /\ p < 1 -> h (1 - p) = h p).
Check (binary_entropy_curve_slope :
  forall b : R, 1 < b -> forall p, 0 < p /\ p < 1 ->
  has_derivative (fun p => - (p * log b p) - (1 - p) * log b (1 - p)) p (log b ((1 - p) / p))).
Check (binary_entropy_curve_maximum :
  forall b : R, 1 < b -> let h p := - (p * log b p) - (1 - p) * log b (1 - p) in
  forall p, 0 < p /\ p < 1 -> p <> 1 / 2 -> h p < h (1 / 2)).

(* ==== binary-entropy: B5 ==== *)
Check (binary_entropy_bound :
  forall (X : finite) (P : X -> R) (b : R) (u v : X),
  (forall x, x = u \/ x = v) -> law X P -> 1 < b -> u <> v -> entropy X b P <= log b 2).
Check (binary_entropy_fair :
  forall (X : finite) (P : X -> R) (b : R) (u v : X),
  (forall x, x = u \/ x = v) -> law X P -> u <> v -> P u = 1 / 2 -> entropy X b P = log b 2).

(* ==== entropy-of-equal-pair: B6 ==== *)
Check (entropy_of_equal_pair_above :
  forall (X : finite) (P : X -> R) (a b : R) (u v w : X),
  u <> v /\ u <> w /\ v <> w -> P u = a -> P v = a -> (forall x, x = u \/ x = v \/ x = w) -> law X P -> 1 < b ->
  1 / 3 < a -> a < 1 / 2 -> log b 2 < entropy X b P).
Check (entropy_of_equal_pair_below :
  forall (X : finite) (P : X -> R) (a b : R) (u v w : X),
  u <> v /\ u <> w /\ v <> w -> P u = a -> P v = a -> (forall x, x = u \/ x = v \/ x = w) -> law X P -> 1 < b ->
  1 / 3 < a -> a < 1 / 2 -> entropy X b P < log b 3).

(* ==== law-is-fixed-by-all-values-but-one: B7 ==== *)
Check (law_is_fixed_by_all_values_but_one_holds :
  forall (X : finite) (P Q : X -> R) (c : X), (forall x, x <> c -> P x = Q x) -> law X P -> law X Q -> P = Q).

(* ==== nonnegative-numbers-extend-to-a-law: B7 ==== *)
Check (nonnegative_numbers_extend_to_a_law_holds :
  forall (X : finite) (c : X) (g : X -> R),
  let others := fun x => g x * (1 - indicator (x = c)) in
  (forall x, x <> c -> 0 <= g x) -> Sum X others <= 1 ->
  law X (fun x => others x + (1 - Sum X others) * indicator (x = c))).

(* ==== expectation-is-linear: B8 ==== *)
Check (expectation_is_linear_conclusion_1 :
  forall (X : finite) (P : X -> R) (a c : R) (f g : X -> R),
  Sum X (fun x => P x * (a * f x + c * g x)) = a * Sum X (fun x => P x * f x) + c * Sum X (fun x => P x * g x)).

(* ==== expectation-of-a-discrete-variable: B8 ==== *)
Check (expectation_of_a_discrete_variable_holds :
  forall (a c : R) (f g p : nat -> R) (u v : R),
  series_expectation p f u -> series_expectation p g v -> series_expectation p (fun n => a * f n + c * g n) (a * u + c * v)).

(* ==== expectation-of-a-continuous-variable: B8 ==== *)
Check (expectation_of_a_continuous_variable_holds :
  forall (a c : R) (f g p : R -> R) (u v : R),
  line_expectation p f u -> line_expectation p g v -> line_expectation p (fun x => a * f x + c * g x) (a * u + c * v)).

(* ==== geometric-law-has-the-largest-entropy: B9 ==== *)
Check (geometric_law_has_the_largest_entropy_bound :
  forall (h : R) (p : nat -> R) (r : R), law_on_naturals p -> 0 < r -> r < 1 ->
  series (fun n => p n * INR n) (r / (1 - r)) -> series (fun n => - (p n * ln (p n))) h ->
  h <= - ln (1 - r) - r / (1 - r) * ln r).
Check (geometric_law_has_the_largest_entropy_attained :
  forall r : R, 0 < r -> r < 1 -> let g n := (1 - r) * power r (INR n) in
  series (fun n => - (g n * ln (g n))) (- ln (1 - r) - r / (1 - r) * ln r)).

(* ==== gaussian-has-the-largest-entropy: B9 ==== *)
Check (gaussian_has_the_largest_entropy_bound :
  forall (c h m : R) (p : R -> R) (v : R),
  let bell := fun x => c * exp (- ((x - m) * (x - m) / (2 * v))) in
  density p -> line_integral bell 1 -> line_integral (fun x => p x * ((x - m) * (x - m))) v ->
  line_integral (fun x => - (p x * ln (p x))) h -> 0 < c -> 0 < v -> h <= 1 / 2 - ln c).
Check (gaussian_has_the_largest_entropy_attained :
  forall c m v : R, let bell := fun x => c * exp (- ((x - m) * (x - m) / (2 * v))) in
  line_integral bell 1 -> 0 < c -> 0 < v -> line_integral (fun x => - (bell x * ln (bell x))) (1 / 2 - ln c)).
