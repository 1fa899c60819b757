"""Judging what notes say: chains of a document as derivations, their steps proved, refuted, repaired."""
