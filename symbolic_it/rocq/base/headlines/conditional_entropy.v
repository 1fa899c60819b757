(* Section C of the ledger of claims, conditional entropy: statements written by hand, which exported theorems have to have.

   Definitions are written out where that is short. Each part, up to the next line of this form, is compiled with the
   derivation that it names. *)

(* ==== conditional-entropy-as-weighted-mean: C1 ==== *)
Check (conditional_entropy_as_weighted_mean_holds :
  forall (X Y : finite) (P : X * Y -> R) (b : R),
  let PX x := Sum Y (fun y => P (x, y)) in
  law (pairs X Y) P ->
  - Sum X (fun x => Sum Y (fun y => P (x, y) * log b (P (x, y) / PX x))) =
    Sum X (fun x => PX x * - Sum Y (fun y => P (x, y) / PX x * log b (P (x, y) / PX x)))).

(* ==== chain-rule-of-entropy: C2 ==== *)
Check (chain_rule_of_entropy_chain_rule :
  forall (X Y : finite) (P : X * Y -> R) (b : R), law (pairs X Y) P ->
  entropy (pairs X Y) b P = entropy X b (fun x => Sum Y (fun y => P (x, y))) + conditional_entropy X Y b P).

(* ==== conditioning-does-not-increase-entropy: C2 ==== *)
Check (conditioning_does_not_increase_entropy_bound :
  forall (X Y : finite) (P : X * Y -> R) (b : R), law (pairs X Y) P -> 1 < b ->
  conditional_entropy X Y b P <= entropy Y b (fun y => Sum X (fun x => P (x, y)))).
