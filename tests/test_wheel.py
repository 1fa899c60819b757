"""The release as a user gets it: sdist, wheel, an empty environment, `check` outside of the checkout."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE, SHIPPED = "symbolic_it", {"derivations": "_derivations", "templates": "_templates"}

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """The standard output of a command that must succeed; no variable leads it to this checkout."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    kept["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that was built from the sdist, as an installer without wheels would."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment with the wheel and what it asks for alone."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=home)
    return programs


def test_wheel_carries_every_source_file_and_nothing_else(wheel: Path) -> None:
    wanted = set()
    for folder, inside in {PACKAGE: ".", **SHIPPED}.items():
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                wanted.add((PurePosixPath(PACKAGE, inside) / path.relative_to(ROOT / folder)).as_posix())
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert carried == wanted


def test_installed_check_proves_the_shipped_derivations(environment: Path, tmp_path: Path) -> None:
    output = json.loads(run(environment / "symbolic-it", "check", "--format", "json", cwd=tmp_path))
    seen = {Path(file["path"]).name for file in output["files"] if file["chains"]}
    shipped = {path.name for path in (ROOT / "derivations").rglob("*.py") if not path.name.startswith("_")}
    assert shipped
    assert shipped <= seen
    assert output["summary"]["steps"] > 0


def test_installed_check_reads_its_own_files(environment: Path, tmp_path: Path) -> None:
    asked = "import symbolic_it.resources as r; print(r.derivations_folder()); print(r.templates_folder())"
    folders = [Path(line) for line in run(environment / "python", "-c", asked, cwd=tmp_path).splitlines()]
    assert [folder.name for folder in folders] == list(SHIPPED.values())
    for folder in folders:
        assert environment.parent in folder.parents


def test_installed_render_finds_its_templates(environment: Path, tmp_path: Path) -> None:
    run(environment / "symbolic-it", "render", "-o", tmp_path / "notes", "--to", "markdown", cwd=tmp_path)
    assert any((tmp_path / "notes").rglob("*.md"))


def test_checkout_finds_its_own_folders() -> None:
    from symbolic_it import resources

    assert resources.derivations_folder() == ROOT / "derivations"
    assert resources.templates_folder() == ROOT / "templates"
