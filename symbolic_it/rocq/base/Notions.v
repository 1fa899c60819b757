(* The notions that exported statements speak of, written by hand with the standard library of Coq alone.

   Statements of the kernel are read in Coq as follows: real numbers are R, statements are propositions, natural numbers
   are nat, functions are functions, pairs are pairs; a type variable is a type with a point, an alphabet is a finite
   type with its letters listed. x/0 is 0 and ln x is 0 for x <= 0, here as in the kernel. *)
Require Import Reals List.
Import ListNotations.
Open Scope R_scope.

(* ---- alphabets, sums and products ---------------------------------------------------------------- *)

Record finite := Finite {
  carrier :> Type;
  letters : list carrier;
  all_letters : forall x, In x letters;
  no_letter_twice : NoDup letters;
  point : carrier
}.

Fixpoint sum_list {A : Type} (l : list A) (f : A -> R) : R :=
  match l with nil => 0 | a :: l' => f a + sum_list l' f end.

Fixpoint prod_list {A : Type} (l : list A) (f : A -> R) : R :=
  match l with nil => 1 | a :: l' => f a * prod_list l' f end.

Definition Sum (X : finite) (f : X -> R) : R := sum_list (letters X) f.
Definition Prod (X : finite) (f : X -> R) : R := prod_list (letters X) f.

Lemma no_pair_twice {A B : Type} (l : list A) (m : list B) : NoDup l -> NoDup m -> NoDup (list_prod l m).
Proof.
intros L M. induction L as [|a l N L IH]; simpl; [constructor|].
assert (O : forall z, In z (list_prod l m) -> fst z <> a).
{ intros [x y] I E. apply in_prod_iff in I. simpl in E. subst. tauto. }
clear L N. induction M as [|b m N M IM]; simpl in *; [assumption|].
assert (K : NoDup (map (fun y => (a, y)) m ++ list_prod l (b :: m))).
{ clear IM. revert IH O. generalize (list_prod l (b :: m)). intros k IH O. clear N.
  induction M as [|c m N M IM]; simpl; [assumption|]. constructor; [|assumption].
  intros I. apply in_app_or in I. destruct I as [I|I].
  - apply in_map_iff in I. destruct I as [d [E I]]. inversion E. subst. contradiction.
  - apply (O _ I). reflexivity. }
constructor; [|assumption].
intros I. apply in_app_or in I. destruct I as [I|I].
- apply in_map_iff in I. destruct I as [d [E I]]. inversion E. subst. contradiction.
- apply (O _ I). reflexivity.
Qed.

(* Pairs of letters. *)
Definition pairs (X Y : finite) : finite := {|
  carrier := X * Y;
  letters := list_prod (letters X) (letters Y);
  all_letters := fun z => match z with (x, y) => in_prod _ _ x y (all_letters X x) (all_letters Y y) end;
  no_letter_twice := no_pair_twice _ _ (no_letter_twice X) (no_letter_twice Y);
  point := (point X, point Y)
|}.

(* Over i = 1, ..., m. *)
Fixpoint sum_to (m : nat) (f : nat -> R) : R :=
  match m with O => 0 | S k => sum_to k f + f (S k) end.

Fixpoint prod_to (m : nat) (f : nat -> R) : R :=
  match m with O => 1 | S k => prod_to k f * f (S k) end.

(* ---- numbers ------------------------------------------------------------------------------------- *)

(* 1 where the statement holds, else 0: the least upper bound of 0 and, where it holds, 1. *)
Lemma indicator_bounded (p : Prop) : bound (fun x => x = 0 \/ (p /\ x = 1)).
Proof. exists 1. intros x [->|[_ ->]]; auto with real. Qed.

Lemma indicator_inhabited (p : Prop) : exists x, x = 0 \/ (p /\ x = 1).
Proof. exists 0. left. reflexivity. Qed.

Definition indicator (p : Prop) : R :=
  proj1_sig (completeness _ (indicator_bounded p) (indicator_inhabited p)).

(* exp(y ln x) for x > 0, else x^n for a natural number y = n, else 0. *)
Definition power (x y : R) : R :=
  if Rlt_dec 0 x then exp (y * ln x)
  else let n := Z.to_nat (Int_part y) in if Req_EM_T y (INR n) then x ^ n else 0.

Definition log (b u : R) : R := ln u / ln b.

(* Rounding up: n = ceil t. *)
Definition ceiling (n : nat) (t : R) : Prop := t <= INR n /\ INR n < t + 1.

(* e <= |u - v| *)
Definition apart (u v e : R) : Prop := e <= u - v \/ e <= v - u.

(* ---- laws and information ------------------------------------------------------------------------ *)

Definition law (X : finite) (P : X -> R) : Prop := (forall x, 0 <= P x) /\ Sum X P = 1.
Definition dominated (X : finite) (P Q : X -> R) : Prop := forall x, Q x = 0 -> P x = 0.
Definition expectation (X : finite) (P f : X -> R) : R := Sum X (fun x => P x * f x).
Definition information (X : finite) (b : R) (P : X -> R) (x : X) : R := - log b (P x).
Definition entropy (X : finite) (b : R) (P : X -> R) : R := - Sum X (fun x => P x * log b (P x)).
Definition cross_entropy (X : finite) (b : R) (P Q : X -> R) : R := - Sum X (fun x => P x * log b (Q x)).
Definition divergence (X : finite) (b : R) (P Q : X -> R) : R := Sum X (fun x => P x * log b (P x / Q x)).

Definition first_marginal (X Y : finite) (P : X * Y -> R) (x : X) : R := Sum Y (fun y => P (x, y)).
Definition second_marginal (X Y : finite) (P : X * Y -> R) (y : Y) : R := Sum X (fun x => P (x, y)).
Definition conditional (X Y : finite) (P : X * Y -> R) (x : X) (y : Y) : R := P (x, y) / first_marginal X Y P x.
Definition conditional_entropy (X Y : finite) (b : R) (P : X * Y -> R) : R :=
  - Sum X (fun x => Sum Y (fun y => P (x, y) * log b (conditional X Y P x y))).
Definition mutual_information (X Y : finite) (b : R) (P : X * Y -> R) : R :=
  Sum X (fun x => Sum Y (fun y =>
    P (x, y) * log b (P (x, y) / (first_marginal X Y P x * second_marginal X Y P y)))).

Definition point_mass (A : Type) (k x : A) : R := indicator (x = k).
Definition uniform (X : finite) (x : X) : R := 1 / Sum X (fun _ => 1).
Definition empirical (A : Type) (m : nat) (s : nat -> A) (x : A) : R := sum_to m (fun i => indicator (s i = x)) / INR m.

(* ---- random variables on a finite space ---------------------------------------------------------- *)

Definition probability (W : finite) (P : W -> R) (E : W -> Prop) : R := Sum W (fun w => P w * indicator (E w)).
Definition distributed (W : finite) (A : Type) (R0 : W -> R) (U : W -> A) (P : A -> R) : Prop :=
  forall a, probability W R0 (fun w => U w = a) = P a.
Definition independent_variables (W : finite) (A B : Type) (R0 : W -> R) (U : W -> A) (V : W -> B) : Prop :=
  forall a b, probability W R0 (fun w => U w = a /\ V w = b)
    = probability W R0 (fun w => U w = a) * probability W R0 (fun w => V w = b).
Definition variance (W : finite) (P f : W -> R) : R :=
  expectation W P (fun w => (f w - expectation W P f) * (f w - expectation W P f)).

(* ---- maximisers, limits, derivatives ------------------------------------------------------------- *)

Definition argmax (A : Type) (S : A -> Prop) (g : A -> R) (t : A) : Prop := S t /\ forall w, S w -> g w <= g t.
Definition argmin (A : Type) (S : A -> Prop) (g : A -> R) (t : A) : Prop := S t /\ forall w, S w -> g t <= g w.

Definition tends_from_right (f : R -> R) (c l : R) : Prop :=
  forall e, 0 < e -> exists d, 0 < d /\ forall x, c < x /\ x < c + d -> l - e < f x /\ f x < l + e.
Definition tends_from_left (f : R -> R) (c l : R) : Prop :=
  forall e, 0 < e -> exists d, 0 < d /\ forall x, c - d < x /\ x < c -> l - e < f x /\ f x < l + e.
Definition diverges_from_right (f : R -> R) (c : R) : Prop :=
  forall M, exists d, 0 < d /\ forall x, c < x /\ x < c + d -> M < f x.
Definition diverges_from_left (f : R -> R) (c : R) : Prop :=
  forall M, exists d, 0 < d /\ forall x, c - d < x /\ x < c -> M < f x.

(* |f x - f c - l (x - c)| <= e |x - c|, both sides squared; `Rules.has_derivative_iff` relates it to Coq's own. *)
Definition has_derivative (f : R -> R) (c l : R) : Prop :=
  forall e, 0 < e -> exists d, 0 < d /\ forall x, c - d < x /\ x < c + d ->
    (f x - f c - l * (x - c)) * (f x - f c - l * (x - c)) <= e * (x - c) * (e * (x - c)).

Definition converges (a : nat -> R) (l : R) : Prop :=
  forall e, 0 < e -> exists N, forall n, INR N <= INR n -> l - e < a n /\ a n < l + e.
Definition tends_at_infinity (f : R -> R) (l : R) : Prop :=
  forall e, 0 < e -> exists N, forall x, INR N <= x -> l - e < f x /\ f x < l + e.
Definition tends_at_minus_infinity (f : R -> R) (l : R) : Prop := tends_at_infinity (fun x => f (- x)) l.

Definition infinite_divergence (X : finite) (b : R) (P Q : X -> R) : Prop :=
  diverges_from_right (fun t => divergence X b P (fun x => (1 - t) * Q x + t * P x)) 0.

Definition series (a : nat -> R) (s : R) : Prop := converges (fun n => a O + sum_to n a) s.
Definition line_integral (f : R -> R) (s : R) : Prop :=
  exists F l m, (forall x, has_derivative F x (f x)) /\
    tends_at_minus_infinity F l /\ tends_at_infinity F m /\ s = m - l.

Definition law_on_naturals (p : nat -> R) : Prop := (forall x, 0 <= p x) /\ series p 1.
Definition density (p : R -> R) : Prop := (forall x, 0 <= p x) /\ line_integral p 1.
Definition series_expectation (p f : nat -> R) (v : R) : Prop :=
  (exists u B, (forall x, - u x <= f x /\ f x <= u x) /\ series (fun x => p x * u x) B) /\
  series (fun x => p x * f x) v.
Definition line_expectation (p f : R -> R) (v : R) : Prop :=
  (exists u B, (forall x, - u x <= f x /\ f x <= u x) /\ line_integral (fun x => p x * u x) B) /\
  line_integral (fun x => p x * f x) v.
