"""Export of proofs to Rocq (Coq), where a checker that shares nothing with the kernel compiles them."""
