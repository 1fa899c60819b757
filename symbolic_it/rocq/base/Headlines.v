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
