"""The shipped library: all of it can be set, in each form, and its book compiles without a complaint."""

import re
from functools import cache
from typing import Any

import pytest
from test_notes import FORBIDDEN, NEEDS_TEX

from symbolic_it.authoring import Library
from symbolic_it.foundations import all_rules
from symbolic_it.render import render
from symbolic_it.render.grounds import kernel_axioms, kernel_definitions
from symbolic_it.render.inline import note
from symbolic_it.render.pdf import compile_pdf, troubles
from symbolic_it.render.view import statement


@cache
def library() -> tuple[Any, Any]:
    shipped = Library.shipped()
    checked = [derivation for file in shipped.check(second_opinion=False) for derivation in file.derivations]
    # Whether each of them can be built at all is for other tests to say.
    names = {derivation.name for derivation in checked}
    return [d for d in shipped.derivations if d.name in names], checked


@pytest.mark.parametrize("thing", [*all_rules(), *kernel_axioms(), *kernel_definitions()], ids=lambda t: str(t.name))
def test_every_rule_axiom_and_definition_can_be_set(thing: Any) -> None:
    set_ = statement(thing, thing.name)
    assert set_.formulas or (getattr(thing, "says", "") and set_.why)  # a rule that is computed is said in words


@pytest.mark.parametrize("profile", ["gfm", "dollar"])
@pytest.mark.parametrize("book", [True, False])
def test_every_derivation_can_be_set(profile: str, book: bool) -> None:
    files = render(*library(), all_rules(), profile=profile, book=book)
    for name, text in files.items():
        if name.endswith(".svg"):
            continue
        assert isinstance(text, str)
        assert all(picture in files for picture in re.findall(r"!\[[^\]]*\]\(([^)]*)\)", text))
        if profile == "gfm":
            assert not any(FORBIDDEN.search(f) for f in re.findall(r"```math\n(.*?)```|\$`(.*?)`\$", text) for f in f)
            for target, _ in re.findall(r"\]\(([^)#]+\.md)(#[^)]*)?\)", text):
                assert target in files, f"{name} leads to {target}"


def test_a_derivation_displays_itself() -> None:
    derivations, _ = library()
    text = note(derivations[0])
    assert "$$" in text and "**Checked.**" in text and "not checked" not in text


@NEEDS_TEX
def test_the_book_of_the_library_compiles() -> None:
    files = render(*library(), all_rules(), to="latex")
    pictures = {name: content for name, content in files.items() if isinstance(content, bytes)}
    assert troubles(compile_pdf(str(files["book.tex"]), pictures)[1]) == ()
