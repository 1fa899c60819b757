(* The rules and the axioms of the kernel, proved in Coq: what an exported proof is made of.

   No axiom is added here: the proofs use the classical real numbers of the standard library, extensionality of functions
   and of propositions. Statements exported never mention what is defined in this file. *)
Require Import Reals Lra Lia List ZArith FunctionalExtensionality PropExtensionality Classical_Prop.
From SymbolicIT Require Import Notions.
Open Scope R_scope.

(* ---- constants that stand alone ------------------------------------------------------------------ *)

Definition imp (p q : Prop) : Prop := p -> q.
Definition every (A : Type) (P : A -> Prop) : Prop := forall x, P x.

(* For type variables that no statement shows. *)
Lemma one_letter_only (x : unit) : In x (tt :: nil).
Proof. destruct x. left. reflexivity. Qed.

Definition one_letter : finite := {|
  carrier := unit; letters := tt :: nil; all_letters := one_letter_only;
  no_letter_twice := NoDup_cons tt (fun K : In tt nil => K) (NoDup_nil unit); point := tt
|}.

(* ---- rules of inference -------------------------------------------------------------------------- *)

Definition sym {A : Type} {x y : A} (e : x = y) : y = x := eq_sym e.
Definition trans {A : Type} {x y z : A} (e : x = y) (f : y = z) : x = z := eq_trans e f.

Definition congr {A B : Type} {f g : A -> B} {x y : A} (e : f = g) (d : x = y) : f x = g y :=
  match e in _ = g', d in _ = y' return f x = g' y' with eq_refl, eq_refl => eq_refl end.

Definition under {A B : Type} {f g : A -> B} (e : forall x, f x = g x) : f = g := functional_extensionality f g e.
Definition iff_mp {p q : Prop} (e : p = q) (h : p) : q := match e in _ = q' return q' with eq_refl => h end.

(* For statements written by hand: equal propositions are equivalent. *)
Definition as_iff {p q : Prop} (e : p = q) : p <-> q := match e in _ = q' return p <-> q' with eq_refl => iff_refl p end.

Arguments sym {A x y} e &.
Arguments trans {A x y z} e f &.
Arguments congr {A B f g x y} e d &.
Arguments iff_mp {p q} e h &.

(* ---- logic --------------------------------------------------------------------------------------- *)

Lemma equivalence (p q : Prop) : (p -> q) -> (q -> p) -> p = q.
Proof. intros. apply propositional_extensionality. tauto. Qed.

Lemma excluded_middle (p : Prop) : p \/ ~ p.
Proof. apply classic. Qed.

Lemma false_definition : False = (forall p : Prop, p).
Proof. apply equivalence; [intros []|intros K; apply K]. Qed.

Lemma not_definition : not = (fun p : Prop => p -> False).
Proof. reflexivity. Qed.

Lemma and_definition : and = (fun p q : Prop => forall r : Prop, (p -> q -> r) -> r).
Proof. apply under. intros p. apply under. intros q. apply equivalence; [tauto|intros K; apply K; auto]. Qed.

Lemma or_definition : or = (fun p q : Prop => forall r : Prop, (p -> r) -> (q -> r) -> r).
Proof. apply under. intros p. apply under. intros q. apply equivalence; [tauto|intros K; apply K; auto]. Qed.

Lemma exists_definition (A : Type) :
  @ex A = (fun P : A -> Prop => forall q : Prop, (forall x : A, P x -> q) -> q).
Proof.
apply under. intros P. apply equivalence; [intros [x K] q J; exact (J x K)|].
intros K. apply K. intros x J. exists x. exact J.
Qed.

Lemma first_of_pair (A B : Type) (x : A) (y : B) : fst (x, y) = x.
Proof. reflexivity. Qed.

Lemma second_of_pair (A B : Type) (x : A) (y : B) : snd (x, y) = y.
Proof. reflexivity. Qed.

Lemma pair_of_components (A B : Type) (z : A * B) : (fst z, snd z) = z.
Proof. destruct z. reflexivity. Qed.

Lemma indicator_true (p : Prop) : p -> indicator p = 1.
Proof.
intros K. unfold indicator. destruct (completeness _ _ _) as [m [U L]]. simpl.
apply Rle_antisym; [|apply U; auto]. apply L. intros x [->|[_ ->]]; lra.
Qed.

Lemma indicator_false (p : Prop) : ~ p -> indicator p = 0.
Proof.
intros K. unfold indicator. destruct (completeness _ _ _) as [m [U L]]. simpl.
apply Rle_antisym; [|apply U; auto]. apply L. intros x [->|[J _]]; [lra|contradiction].
Qed.

(* ---- real numbers -------------------------------------------------------------------------------- *)

Lemma less_irreflexive (a : R) : ~ a < a.
Proof. lra. Qed.

Lemma not_less (a b : R) : ~ a < b -> b <= a.
Proof. lra. Qed.

Lemma antisymmetry (a b : R) : a <= b -> b <= a -> a = b.
Proof. lra. Qed.

Lemma product_positive (a b : R) : 0 < a -> 0 < b -> 0 < a * b.
Proof. apply Rmult_lt_0_compat. Qed.

Lemma archimedes (x : R) : exists n, x < INR n.
Proof.
exists (Z.to_nat (up (Rmax x 0))). destruct (archimed (Rmax x 0)) as [U _].
assert (0 <= up (Rmax x 0))%Z by (apply le_IZR; pose proof (Rmax_r x 0); lra).
rewrite INR_IZR_INZ, Z2Nat.id by assumption. pose proof (Rmax_l x 0). lra.
Qed.

Lemma ln_product (a b : R) : 0 < a -> 0 < b -> ln (a * b) = ln a + ln b.
Proof. apply ln_mult. Qed.

Lemma ln_bound (a : R) : 0 < a -> ln a <= a - 1.
Proof. intros A. pose proof (exp_ineq1_le (ln a)) as K. rewrite exp_ln in K by assumption. lra. Qed.

Lemma exp_positive (x : R) : 0 < exp x.
Proof. apply exp_pos. Qed.

Lemma ln_exp (x : R) : ln (exp x) = x.
Proof. apply Rpower.ln_exp. Qed.

Lemma power_nat (x : R) (n : nat) : power x (INR n) = x ^ n.
Proof.
unfold power. destruct (Rlt_dec 0 x) as [P|P].
- fold (Rpower x (INR n)). apply Rpower_pow. assumption.
- rewrite Int_part_INR, Nat2Z.id. destruct (Req_EM_T (INR n) (INR n)); [reflexivity|contradiction].
Qed.

Lemma power_successor (n : nat) (x : R) : power x (INR n + 1) = x * power x (INR n).
Proof. rewrite <- S_INR, !power_nat. reflexivity. Qed.

Lemma power_positive_base (x y : R) : 0 < x -> power x y = exp (y * ln x).
Proof. intros P. unfold power. destruct (Rlt_dec 0 x); [reflexivity|contradiction]. Qed.

Lemma squares_le (x y : R) : Rabs x <= Rabs y -> x * x <= y * y.
Proof. intros K. apply (Rsqr_le_abs_1 x y K). Qed.

Lemma has_derivative_iff (f : R -> R) (c l : R) : has_derivative f c l <-> derivable_pt_lim f c l.
Proof.
split.
- intros K e He. destruct (K (e / 2)) as [d [Hd D]]; [lra|].
  exists (mkposreal d Hd). intros h Hh Hd'. simpl in Hd'.
  assert (B : c - d < c + h /\ c + h < c + d) by (unfold Rabs in Hd'; destruct (Rcase_abs h); lra).
  specialize (D (c + h) B). replace (c + h - c) with h in D by ring.
  replace ((f (c + h) - f c) / h - l) with ((f (c + h) - f c - l * h) / h) by (field; assumption).
  assert (N : 0 < Rabs h) by (apply Rabs_pos_lt; assumption).
  unfold Rdiv. rewrite Rabs_mult, Rabs_inv.
  apply (Rmult_lt_reg_r (Rabs h)); [assumption|]. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  apply Rle_lt_trans with (e / 2 * Rabs h).
  + rewrite <- (Rabs_pos_eq (e / 2)), <- Rabs_mult by lra. apply Rsqr_le_abs_0. exact D.
  + apply Rmult_lt_compat_r; lra.
- intros K e He. destruct (K e He) as [[d Hd] D]. exists d. split; [assumption|].
  intros x B. simpl in D. apply squares_le. destruct (Req_dec (x - c) 0) as [Z|Z].
  + assert (x = c) by lra. subst. replace (f c - f c - l * (c - c)) with 0 by ring.
    rewrite Rabs_R0. apply Rabs_pos.
  + specialize (D (x - c) Z).
    assert (S : Rabs (x - c) < d) by (unfold Rabs; destruct (Rcase_abs (x - c)); lra).
    specialize (D S). replace (c + (x - c)) with x in D by ring.
    replace (f x - f c - l * (x - c)) with (((f x - f c) / (x - c) - l) * (x - c)) by (field; assumption).
    rewrite !Rabs_mult. apply Rmult_le_compat_r; [apply Rabs_pos|].
    rewrite (Rabs_pos_eq e) by lra. left. assumption.
Qed.

Lemma mean_value (a b : R) (f f' : R -> R) : a < b ->
  (forall t, a <= t /\ t <= b -> has_derivative f t (f' t)) ->
  exists t, a < t /\ t < b /\ f b - f a = f' t * (b - a).
Proof.
intros L D. destruct (MVT_cor2 f f' a b L) as [t [E B]].
- intros c C. apply has_derivative_iff, D. lra.
- exists t. split; [|split]; [apply B|apply B|exact E].
Qed.

(* ---- natural numbers ----------------------------------------------------------------------------- *)

Lemma induction (P : nat -> Prop) : P O -> (forall n, P n -> P (S n)) -> forall n, P n.
Proof. exact (nat_ind P). Qed.

Lemma nat_zero : INR O = 0.
Proof. reflexivity. Qed.

Lemma nat_successor (n : nat) : INR (S n) = INR n + 1.
Proof. apply S_INR. Qed.

Lemma sum_empty (f : nat -> R) : sum_to O f = 0.
Proof. reflexivity. Qed.

Lemma sum_successor (f : nat -> R) (m : nat) : sum_to (S m) f = sum_to m f + f (S m).
Proof. reflexivity. Qed.

Lemma product_empty (f : nat -> R) : prod_to O f = 1.
Proof. reflexivity. Qed.

Lemma product_successor (f : nat -> R) (m : nat) : prod_to (S m) f = prod_to m f * f (S m).
Proof. reflexivity. Qed.

(* ---- finite sums --------------------------------------------------------------------------------- *)

Lemma sum_list_plus {A} (l : list A) (f g : A -> R) : sum_list l (fun i => f i + g i) = sum_list l f + sum_list l g.
Proof. induction l as [|a l IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma sum_list_mult {A} (l : list A) (c : R) (f : A -> R) : sum_list l (fun i => c * f i) = c * sum_list l f.
Proof. induction l as [|a l IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma sum_list_le {A} (l : list A) (f g : A -> R) : (forall i, f i <= g i) -> sum_list l f <= sum_list l g.
Proof. intros K. induction l as [|a l IH]; simpl; [|specialize (K a)]; lra. Qed.

Lemma sum_list_zero {A} (l : list A) (f : A -> R) : (forall i, In i l -> f i = 0) -> sum_list l f = 0.
Proof.
intros K. induction l as [|a l IH]; simpl; [reflexivity|].
rewrite IH by (intros; apply K; right; assumption). rewrite K by (left; reflexivity). ring.
Qed.

Lemma sum_list_swap {A B} (l : list A) (m : list B) (h : A -> B -> R) :
  sum_list l (fun i => sum_list m (fun j => h i j)) = sum_list m (fun j => sum_list l (fun i => h i j)).
Proof.
induction l as [|a l IH]; simpl.
- symmetry. apply sum_list_zero. reflexivity.
- rewrite IH, <- sum_list_plus. reflexivity.
Qed.

Lemma sum_list_app {A} (l m : list A) (f : A -> R) : sum_list (l ++ m) f = sum_list l f + sum_list m f.
Proof. induction l as [|a l IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma sum_list_map {A B} (h : A -> B) (l : list A) (f : B -> R) : sum_list (map h l) f = sum_list l (fun a => f (h a)).
Proof. induction l as [|a l IH]; simpl; [reflexivity|rewrite IH; reflexivity]. Qed.

Lemma sum_of_sum (X : finite) (f g : X -> R) : Sum X (fun i => f i + g i) = Sum X f + Sum X g.
Proof. apply sum_list_plus. Qed.

Lemma sum_of_multiple (X : finite) (c : R) (f : X -> R) : Sum X (fun i => c * f i) = c * Sum X f.
Proof. apply sum_list_mult. Qed.

Lemma sum_comparison (X : finite) (f g : X -> R) : (forall i, f i <= g i) -> Sum X f <= Sum X g.
Proof. apply sum_list_le. Qed.

Lemma sum_exchange (X Y : finite) (h : X -> Y -> R) :
  Sum X (fun i => Sum Y (fun j => h i j)) = Sum Y (fun j => Sum X (fun i => h i j)).
Proof. apply sum_list_swap. Qed.

Lemma sum_of_indicator (X : finite) (f : X -> R) (k : X) : Sum X (fun i => indicator (i = k) * f i) = f k.
Proof.
unfold Sum. pose proof (all_letters X k) as I. pose proof (no_letter_twice X) as N.
induction N as [|a l F N IH]; simpl; [contradiction|].
destruct I as [->|I].
- rewrite indicator_true, sum_list_zero; [ring| |reflexivity].
  intros i J. rewrite indicator_false; [ring|]. intros ->. contradiction.
- rewrite IH by assumption. rewrite indicator_false; [ring|]. intros ->. contradiction.
Qed.

Lemma sum_over_pairs (X Y : finite) (f : X * Y -> R) : Sum (pairs X Y) f = Sum X (fun i => Sum Y (fun j => f (i, j))).
Proof.
unfold Sum. simpl. induction (letters X) as [|a l IH]; simpl; [reflexivity|].
rewrite sum_list_app, sum_list_map, IH. reflexivity.
Qed.

Lemma product_of_positive (X : finite) (f : X -> R) : (forall i, 0 < f i) -> Prod X f = exp (Sum X (fun i => ln (f i))).
Proof.
intros K. unfold Prod, Sum. induction (letters X) as [|a l IH]; simpl; [symmetry; apply exp_0|].
rewrite exp_plus, exp_ln, IH by apply K. reflexivity.
Qed.

Lemma product_with_zero (X : finite) (f : X -> R) (k : X) : f k = 0 -> Prod X f = 0.
Proof.
intros Z. unfold Prod. pose proof (all_letters X k) as I.
induction (letters X) as [|a l IH]; simpl; [contradiction|].
destruct I as [->|I]; [rewrite Z|rewrite IH by assumption]; ring.
Qed.
