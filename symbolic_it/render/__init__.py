"""Checked derivations as notes and books: Markdown, LaTeX, PDF. Loads jinja2 when something is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from symbolic_it.authoring.results import FileResult
from symbolic_it.errors import InvalidArgument
from symbolic_it.render import inputs
from symbolic_it.render.files import write
from symbolic_it.report.sources import Source

__all__ = ["FORMATS", "PROFILES", "render", "render_review", "write"]

FORMATS = ("markdown", "latex", "pdf")
PROFILES = ("gfm", "dollar")


def render(
    derivations: Sequence[inputs.Derivation],
    results: inputs.Results,
    rules: Iterable[inputs.Rule],
    *,
    to: str = "markdown",
    profile: str = "gfm",
    book: bool = True,
    title: str = "Derivations of information theory",
    axioms: Iterable[inputs.Ground] | None = None,
    definitions: Iterable[inputs.Ground] | None = None,
) -> dict[str, str | bytes]:
    """The files of the notes: name to content, the same for the same input.

    A book holds all derivations with an appendix: ``book.tex``, ``book.pdf``, or for Markdown a file for each chapter
    beside ``README.md`` and ``appendix.md``. Without ``book`` each derivation is a document by itself. Pictures are files
    beside the Markdown (SVG) and the LaTeX (PDF), where matplotlib is there to draw them. ``axioms`` and
    ``definitions`` are those of the kernel unless given; the appendix shows the ones that the results rest on.
    """
    _known(to, profile)
    if not derivations:
        raise InvalidArgument("there is no derivation to render")
    from symbolic_it.render.files import slug
    from symbolic_it.render.gallery import Gallery
    from symbolic_it.render.view import Maker

    gallery = Gallery("svg" if to == "markdown" else "pdf")
    maker = Maker(derivations, rules, gallery)
    known = inputs.by_name(results)
    if book:
        from symbolic_it.render import grounds

        axioms = grounds.kernel_axioms() if axioms is None else axioms
        definitions = grounds.kernel_definitions() if definitions is None else definitions
        volume = maker.book(known, title, axioms, definitions)
    files: dict[str, str | bytes] = {}
    if to == "markdown":
        from symbolic_it.render import markdown

        writer = markdown.Writer(profile)
        if book:
            files.update(writer.book(volume))
            files.update(gallery.files)
            return files
        names = {d.name for d in derivations}
        writer.resolve = lambda link: f"{slug(link.name)}.md" if link.kind == "note" and link.name in names else None
        for d in derivations:
            files[f"{slug(d.name)}.md"] = writer.note(maker.note(d, known.get(d.name)))
        files.update(gallery.files)
        return files

    from symbolic_it.render import latex, pdf

    typesetter = latex.Writer()
    sources: dict[str, str] = {}
    if book:
        sources["book"] = typesetter.book(volume)
    else:
        for d in derivations:
            sources[slug(d.name)] = typesetter.note(maker.note(d, known.get(d.name)))
    for name, source in sources.items():
        files[f"{name}.tex" if to == "latex" else f"{name}.pdf"] = (
            source if to == "latex" else pdf.compile_pdf(source, gallery.files)[0]
        )
    if to == "latex":
        files.update(gallery.files)
    return files


def render_review(
    file: FileResult,
    source: Source,
    rules: Iterable[inputs.Rule],
    titles: Mapping[str, str],
    *,
    to: str = "markdown",
    profile: str = "gfm",
) -> str | bytes:
    """A reviewed note as a document: each step of its chains with the reasons that were found and its verdict.

    ``titles`` are those of the derivations that steps may rest on, by name.
    """
    _known(to, profile)
    from symbolic_it.render.reviewed import Reviewer

    review = Reviewer(rules, titles).review(file, source)
    if to == "markdown":
        from symbolic_it.render import markdown

        return markdown.Writer(profile).review(review)
    from symbolic_it.render import latex, pdf

    text = latex.Writer().review(review)
    return text if to == "latex" else pdf.compile_pdf(text)[0]


def _known(to: str, profile: str) -> None:
    if to not in FORMATS:
        raise InvalidArgument(f"cannot render to {to!r}; known are {', '.join(FORMATS)}")
    if profile not in PROFILES:
        raise InvalidArgument(f"there is no profile {profile!r}; known are {', '.join(PROFILES)}")
