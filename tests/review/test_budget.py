"""A file has a budget of long searches: what comes after it is unproved, and said to be for want of budget."""

from symbolic_it.authoring.results import Verdict
from symbolic_it.review import effort, review_file

STEP = "$$\\sum_x p(x)\\log p(x) \\le \\sum_x p(x)^2 \\log p(x)^3 + {0}\\, H(p) + {0}$$\n\n"


def test_after_the_budget_a_step_is_unproved(monkeypatch):
    monkeypatch.setattr(effort, "MAX_EFFORT", 200_000)
    result = review_file("notes.md", "".join(STEP.format(k) for k in range(2, 7)).encode())
    codes = [
        s.diagnostic.code for c in result.derivations for s in c.steps if s.verdict is Verdict.UNPROVED and s.diagnostic
    ]
    assert "IT502" in codes
