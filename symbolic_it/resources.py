"""Where the shipped derivations and templates are, in a checkout and in an installed package."""

from importlib.resources import files
from pathlib import Path


def derivations_folder() -> Path:
    """The folder of the shipped derivation files."""
    return _shipped("derivations")


def templates_folder() -> Path:
    """The folder of the shipped jinja2 templates."""
    return _shipped("templates")


def _shipped(name: str) -> Path:
    # The wheel carries the folder inside the package, under an underscore; a checkout (and so an editable
    # install) has it beside the package. A path is made of whatever importlib.resources gives, since the
    # loader of derivations needs real files: a package inside a zip archive is answered as incomplete.
    package = Path(str(files("symbolic_it")))
    for folder in (package / f"_{name}", package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder of shipped {name} is missing at {package}; reinstall symbolic-it, unpacked")
