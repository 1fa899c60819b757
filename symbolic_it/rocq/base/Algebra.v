(* The kernel's two computed rules in Coq: identities of fields, and linear combinations of comparisons.

   Division by zero gives 0, so that inverses may be distributed over products without conditions. *)
Require Import Reals Lra Lia ZArith.
From SymbolicIT Require Import Notions Rules.
Open Scope R_scope.

(* ---- identities of fields ------------------------------------------------------------------------ *)

Lemma power_literal (x : R) (p : positive) : power x (IZR (Zpos p)) = x ^ Pos.to_nat p.
Proof. rewrite <- power_nat, INR_IZR_INZ, positive_nat_Z. reflexivity. Qed.

Lemma power_zero (x : R) : power x 0 = 1.
Proof. exact (power_nat x 0). Qed.

Ltac literal_powers :=
  repeat match goal with
  | |- context [power ?x (IZR (Zpos ?p))] =>
      rewrite (power_literal x p); let n := eval compute in (Pos.to_nat p) in change (Pos.to_nat p) with n
  end;
  rewrite ?power_zero.

Ltac spread_inverses :=
  unfold Rdiv;
  repeat first [rewrite Rinv_mult | rewrite Rinv_inv | rewrite Rinv_opp | rewrite <- pow_inv | rewrite Rinv_0].

(* Inverses of what is not known to be nonzero are numbers like any other. *)
Ltac hide_inverses :=
  repeat match goal with
  | |- context [/ ?x] =>
      lazymatch x with IZR _ => fail | _ => idtac end;
      lazymatch goal with _ : x <> 0 |- _ => fail | _ => idtac end;
      let i := fresh "i" in set (i := / x) in *; clearbody i
  end.

Ltac nonzero :=
  repeat split;
  first [
    assumption
  | match goal with K : ?a <> 0 |- ?b <> 0 => solve [intros Z; apply K; first [rewrite <- Z; ring | lra | nra]] end ].

Ltac by_field := solve [hide_inverses; field; nonzero].

(* Two inverses of what is the same, written differently, are written alike. *)
Ltac same_inverses :=
  repeat match goal with
  | |- context [/ ?s] =>
      match goal with
      | |- context [/ ?t] =>
          lazymatch s with IZR _ => fail | _ => idtac end;
          lazymatch t with IZR _ => fail | _ => idtac end;
          tryif constr_eq s t then fail
          else replace (/ s) with (/ t) by (apply f_equal; by_field)
      end
  end.

Lemma factors (x y : R) : x * y <> 0 -> x <> 0 /\ y <> 0.
Proof. intros K. split; intros ->; apply K; ring. Qed.

Lemma divisors (x y : R) : x / y <> 0 -> x <> 0 /\ y <> 0.
Proof. intros K. split; intros ->; apply K; unfold Rdiv; rewrite ?Rinv_0; ring. Qed.

Ltac split_nonzero :=
  repeat match goal with
  | K : _ * _ <> 0 |- _ => apply factors in K; destruct K
  | K : _ / _ <> 0 |- _ => apply divisors in K; destruct K
  | K : - _ <> 0 |- _ => apply Ropp_neq_0_compat in K; rewrite Ropp_involutive in K
  end.

Ltac begin := intros; literal_powers; split_nonzero.

Ltac identity :=
  begin; first [solve [ring] | solve [spread_inverses; first [by_field | same_inverses; by_field]] | solve [field; nonzero]].

(* The inverse of t, which is the polynomial p, in the kernel's normal form i. *)
Ltac invert t p i := replace (/ t) with i by (replace t with p by by_field; spread_inverses; by_field).

Lemma nonzero_positive {t : R} : 0 < t -> t <> 0.
Proof. lra. Qed.

Lemma nonzero_negative {t : R} : t < 0 -> t <> 0.
Proof. lra. Qed.

(* ---- linear combinations ------------------------------------------------------------------------- *)

Lemma nonnegative_whole (n : Z) : (0 <=? n)%Z = true -> 0 <= IZR n.
Proof. intros K. apply (IZR_le 0), Z.leb_le, K. Qed.

Lemma positive_whole (n : Z) : (0 <? n)%Z = true -> 0 < IZR n.
Proof. intros K. apply (IZR_lt 0), Z.ltb_lt, K. Qed.

Lemma positive_ratio (n d : Z) : (0 <? n)%Z = true -> (0 <? d)%Z = true -> 0 < IZR n / IZR d.
Proof. intros K L. apply Rdiv_lt_0_compat; apply positive_whole; assumption. Qed.

Definition nonnegative {c : R} (k : 0 < c) : 0 <= c := or_introl k.

(* What is left over, c (b - a) + d, from a premise a rel b and the rest d. *)
Lemma add_le {c a b d : R} : 0 < c -> a <= b -> 0 <= d -> 0 <= c * (b - a) + d.
Proof. intros. assert (0 <= c * (b - a)) by (apply Rmult_le_pos; lra). lra. Qed.

Lemma add_le_strict {c a b d : R} : 0 < c -> a <= b -> 0 < d -> 0 < c * (b - a) + d.
Proof. intros. assert (0 <= c * (b - a)) by (apply Rmult_le_pos; lra). lra. Qed.

Lemma add_lt {c a b d : R} : 0 < c -> a < b -> 0 <= d -> 0 < c * (b - a) + d.
Proof. intros. assert (0 < c * (b - a)) by (apply Rmult_lt_0_compat; lra). lra. Qed.

Lemma add_eq (c : R) {a b d : R} : a = b -> 0 <= d -> 0 <= c * (b - a) + d.
Proof. intros ->. replace (c * (b - b)) with 0 by ring. lra. Qed.

Lemma add_eq_strict (c : R) {a b d : R} : a = b -> 0 < d -> 0 < c * (b - a) + d.
Proof. intros ->. replace (c * (b - b)) with 0 by ring. lra. Qed.

Lemma add_eq_exact (c : R) {a b d : R} : a = b -> d = 0 -> c * (b - a) + d = 0.
Proof. intros -> ->. ring. Qed.

Lemma goal_le {l r d : R} : r - l = d -> 0 <= d -> l <= r.
Proof. lra. Qed.

Lemma goal_lt {l r d : R} : r - l = d -> 0 < d -> l < r.
Proof. lra. Qed.

Lemma goal_eq {l r d : R} : r - l = d -> d = 0 -> l = r.
Proof. lra. Qed.

Arguments goal_le {l r d} e k &.
Arguments goal_lt {l r d} e k &.
Arguments goal_eq {l r d} e k &.
Arguments nonzero_positive {t} k &.
Arguments nonzero_negative {t} k &.
