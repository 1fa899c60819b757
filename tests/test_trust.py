"""The ledger of what is trusted and what went wrong: what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from symbolic_it.cli import main
from symbolic_it.kernel import AXIOMS, DEFINITIONS

ROOT = Path(__file__).parents[1]


def page() -> str:
    result = CliRunner().invoke(main, ["explain", "trust"])
    assert result.exit_code == 0
    return result.output


def test_every_test_it_names_exists() -> None:
    named = re.findall(r"`(tests/[^`]+)`", page())
    assert len(named) >= 35
    for name in named:
        path, _, part = name.partition("::")
        assert (ROOT / path).exists(), name
        if part:
            source = (ROOT / path).read_text(encoding="utf-8")
            found = f"def {part}(" if part.startswith("test_") else f'"{part}"'
            assert found in source, name


def test_every_campaign_it_names_can_be_run() -> None:
    for module in re.findall(r"python -m\s+(tests[.a-z_]+)", page()):
        source = (ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
        assert 'if __name__ == "__main__"' in source, module


def test_its_figures_are_the_kernels() -> None:
    assert f"**{len(AXIOMS)} axioms and {len(DEFINITIONS)} definitions**" in page()
    documents = list((ROOT / "tests" / "refused").glob("*.toml"))
    steps = sum(path.read_text(encoding="utf-8").count("[[step]]") for path in documents)
    assert f"{steps} forged steps" in page()


def test_it_is_short_and_the_readme_leads_to_it() -> None:
    assert len(page().splitlines()) < 110
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(templates/markdown/trust.md.j2)" in readme and "(templates/markdown/certificates.md.j2)" in readme
