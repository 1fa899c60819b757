"""Judging what notes say: chains of a document as derivations, their steps proved, refuted, repaired."""

from symbolic_it.review.files import ReviewOptions, review_file

__all__ = ["ReviewOptions", "review_file"]
