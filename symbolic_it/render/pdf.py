"""Setting LaTeX sources with pdfLaTeX through latexmk, in a temporary folder, without a shell for the document."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from symbolic_it.errors import InvalidArgument

PACKAGES = "texlive-latex-base texlive-latex-recommended lmodern latexmk"
TIMEOUT = 180.0


def compile_pdf(
    source: str, pictures: Mapping[str, bytes] = MappingProxyType({}), *, timeout: float = TIMEOUT
) -> tuple[bytes, str]:
    """The PDF of a LaTeX source and of the pictures that it names, and the log of pdfLaTeX's last run."""
    programs = [shutil.which("latexmk"), shutil.which("pdflatex")]
    latexmk = programs[0]
    if latexmk is None or None in programs:
        raise InvalidArgument(
            f"a PDF needs pdflatex and latexmk; on Debian and Ubuntu: apt install {PACKAGES} "
            "(rendering to latex writes the source without them)"
        )
    with tempfile.TemporaryDirectory(prefix="symbolic-it-") as folder:
        (Path(folder) / "document.tex").write_text(source, encoding="utf-8")
        for name, content in pictures.items():
            if name in source:
                (Path(folder) / name).write_bytes(content)
        # openin_any and openout_any keep TeX from files outside of its own trees and this folder.
        settings = {"openin_any": "p", "openout_any": "p", "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
        process = subprocess.Popen(
            [
                latexmk,
                "-norc",
                "-pdf",
                "-pdflatex=pdflatex -no-shell-escape -interaction=nonstopmode -halt-on-error %O %S",
                "document.tex",
            ],
            cwd=folder,
            env={**os.environ, **settings, "HOME": folder, "TEXMFHOME": folder, "max_print_line": "1000"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(timeout=timeout)
        except subprocess.TimeoutExpired:
            raise InvalidArgument(f"pdflatex did not finish within {timeout:g} seconds") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        log_file = Path(folder) / "document.log"
        log = log_file.read_text(encoding="utf-8", errors="replace") if log_file.exists() else ""
        made = Path(folder) / "document.pdf"
        if process.returncode != 0 or not made.exists():
            raise InvalidArgument(f"pdflatex could not set the document: {_first_error(log)}")
        return made.read_bytes(), log


def _first_error(log: str) -> str:
    match = re.search(r"^! (.*(?:\n(?!l\.).*){0,4}(?:\nl\..*)?)", log, re.MULTILINE)
    return " ".join(match[1].split())[:400] if match else "no reason given in its log"


def troubles(log: str) -> tuple[str, ...]:
    """What a log says that a reader could notice: overfull boxes, references to nothing, warnings."""
    # Moves of the outline's file between runs, and fonts that come in another size, change nothing on a page.
    harmless = ("rerunfilecheck", "Font shape `OMX/cmex", "size substitutions")
    found = re.findall(
        r"^(?:Overfull .*|.*Warning: .*|Missing character: .*|.* multiply defined.*)$", log, re.MULTILINE
    )
    return tuple(line for line in found if not any(word in line for word in harmless))
