"""An author's project: what its pyproject.toml says of folders of derivations, and of how notes are checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symbolic_it.errors import InvalidArgument

TABLE, KEY = "symbolic-it", "derivations"
LISTS = {"select": "codes", "ignore": "codes", "exclude": "patterns of paths"}
KEYS = (KEY, *LISTS, "strict", "baseline")
SETTINGS = "pyproject.toml"


@dataclass(frozen=True)
class Settings:
    """``[tool.symbolic-it]``: the folders whose derivations join the library; the rest is about notes."""

    folders: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    """Patterns of paths from ``root`` that are left out when a folder is checked."""
    strict: bool = False
    baseline: Path | None = None
    root: Path = Path()
    """The folder of the pyproject.toml, or the working folder without one."""


def own_folders(start: str | Path = ".") -> tuple[Path, ...]:
    """The folders that ``[tool.symbolic-it] derivations = [...]`` names, see `project_settings`."""
    return project_settings(start).folders


def project_settings(start: str | Path = ".") -> Settings:
    """What ``[tool.symbolic-it]`` says in the pyproject.toml of ``start`` or of the nearest folder above it that has
    this table; paths in it are relative to that file. All as it is by itself without one.

    Raises InvalidArgument when the file is no TOML, when a setting is not what it should be, when a folder is missing.
    """
    here = Path(start).resolve()
    for folder in (here, *here.parents):
        file = folder / SETTINGS
        if file.is_file():
            table = _table(file)
            if table is not None:
                return _settings(file, table)
    return Settings(root=here)


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


def _settings(file: Path, table: Mapping[str, Any]) -> Settings:
    unknown = sorted(set(table) - set(KEYS))
    if unknown:
        raise InvalidArgument(
            f"{_shown(file)}: [tool.{TABLE}] has no setting {unknown[0]!r}; those it has are {', '.join(KEYS)}"
        )
    strict, baseline = table.get("strict", False), table.get("baseline")
    if not isinstance(strict, bool):
        raise InvalidArgument(f"{_shown(file)}: strict in [tool.{TABLE}] is true or false")
    if baseline is not None and not (isinstance(baseline, str) and baseline):
        raise InvalidArgument(f"{_shown(file)}: baseline in [tool.{TABLE}] is the name of a file")
    lists = {key: _strings(file, table, key, what) for key, what in LISTS.items()}
    kept = None if baseline is None else _shown(file.parent / baseline)
    return Settings(_folders(file, table), strict=strict, baseline=kept, root=file.parent, **lists)


def _strings(file: Path, table: Mapping[str, Any], key: str, what: str) -> tuple[str, ...]:
    named = table.get(key, [])
    if not isinstance(named, list) or not all(isinstance(name, str) and name for name in named):
        example = {KEY: "mine", "exclude": "drafts/*"}.get(key, "IT3")
        raise InvalidArgument(f'{_shown(file)}: {key} in [tool.{TABLE}] is a list of {what}, such as ["{example}"]')
    return tuple(named)


def _folders(file: Path, table: Mapping[str, Any]) -> tuple[Path, ...]:
    folders = []
    for name in _strings(file, table, KEY, "folders"):
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
