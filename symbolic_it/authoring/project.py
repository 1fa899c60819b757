"""An author's project: the folders of derivations that its pyproject.toml names, which join the library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symbolic_it.errors import InvalidArgument

TABLE, KEY = "symbolic-it", "derivations"
SETTINGS = "pyproject.toml"


def own_folders(start: str | Path = ".") -> tuple[Path, ...]:
    """The folders that ``[tool.symbolic-it] derivations = [...]`` names, in the pyproject.toml of ``start`` or of the
    nearest folder above it that has this table; relative to that file. Empty without one.

    Raises InvalidArgument when the file is no TOML, when a setting is not what it should be, when a folder is missing.
    """
    here = Path(start).resolve()
    for folder in (here, *here.parents):
        file = folder / SETTINGS
        if file.is_file():
            table = _table(file)
            if table is not None:
                return _folders(file, table)
    return ()


def _table(file: Path) -> Mapping[str, Any] | None:
    """What the file says of us; None when it says nothing."""
    import tomllib  # most runs find no settings

    try:
        with file.open("rb") as stream:
            settings = tomllib.load(stream)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidArgument(f"{_shown(file)}: not valid TOML: {error}") from None
    except OSError as error:
        raise InvalidArgument(f"{_shown(file)}: {error.strerror}") from None
    tools = settings.get("tool")
    if not isinstance(tools, dict) or TABLE not in tools:
        return None
    table = tools[TABLE]
    if not isinstance(table, dict):
        raise InvalidArgument(f"{_shown(file)}: [tool.{TABLE}] is a table of settings")
    return table


def _folders(file: Path, table: Mapping[str, Any]) -> tuple[Path, ...]:
    unknown = sorted(set(table) - {KEY})
    if unknown:
        raise InvalidArgument(
            f"{_shown(file)}: [tool.{TABLE}] has no setting {unknown[0]!r}; the one it has is {KEY!r}"
        )
    named = table.get(KEY, [])
    if not isinstance(named, list) or not all(isinstance(name, str) and name for name in named):
        raise InvalidArgument(f'{_shown(file)}: {KEY} in [tool.{TABLE}] is a list of folders, such as ["mine"]')
    folders = []
    for name in named:
        folder = file.parent / name
        if not folder.is_dir():
            what = "is a file, not a folder" if folder.exists() else "does not exist"
            raise InvalidArgument(f"{_shown(file)}: the folder {name!r} of [tool.{TABLE}] {what}")
        folders.append(_shown(folder))
    return tuple(folders)


def _shown(path: Path) -> Path:
    """The path from the current folder where it lies in it, as its user would write it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
