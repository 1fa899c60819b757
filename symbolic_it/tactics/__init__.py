"""Finding kernel proofs of steps: normal forms, maximisers, quantifiers, calculus, and `justify`. Untrusted."""
