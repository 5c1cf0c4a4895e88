"""What is wrong with an installation of the kit, in sentences, each with the command that helps."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import descent

OLDEST = (3, 11)
FILE = "FILE, with the kit's file descent_course-....whl"
LIBRARIES = {
    "numpy": "checks need it",
    "matplotlib": "pictures need it",
    "anywidget": "the playground needs it",
}


def report(folder: Path) -> tuple[list[str], bool]:
    """Return what was found, a line each, and whether all is well.

    Parameters
    ----------
    folder : Path
        Where the notebooks lie: those that were made with another kit are named.
    """
    troubles = [*_python(), *_libraries(), *_namesake(folder), *other_kits(folder)]
    python = ".".join(map(str, sys.version_info[:3]))
    found = f"kit {descent.__version__} in {Path(descent.__file__).parent}, Python {python}"
    return [found, *(troubles or ["nothing is wrong with it"])], not troubles


def _python() -> Iterator[str]:
    if sys.version_info < OLDEST:
        yield "Python 3.11 or later is needed: make an environment with one"


def _libraries() -> Iterator[str]:
    for name, why in LIBRARIES.items():
        if _version(name) is None:
            yield f"{name} is missing, and {why}: pip install {name}"


def _namesake(folder: Path) -> Iterator[str]:
    """The package of PyPI that is called as ours is imported, and writes into its folder."""
    if found := _version("descent"):
        yield (
            f"another package called descent ({found}) is installed too and may have overwritten "
            f"the kit: pip uninstall -y descent, then {_reinstall(folder)}"
        )


def other_kits(folder: Path) -> Iterator[str]:
    """Name the notebooks in a folder that were made with another kit than this."""
    for path in sorted(folder.glob("*.ipynb")):
        try:
            made = json.loads(path.read_text(encoding="utf-8"))["metadata"]["descent"]["kit"]
        except (OSError, ValueError, LookupError, TypeError):
            continue  # none of ours, or none at all
        if made != descent.__version__:
            yield (
                f"{path.name} was made with the kit {made}: get the notebook and the kit's file "
                f"anew from one place, then {_reinstall(folder)}"
            )


def _reinstall(folder: Path) -> str:
    """Return the command that puts the kit back: with its file, if that lies in the folder."""
    kit = max((path.name for path in folder.glob("descent_course-*.whl")), default="")
    return f"pip install --force-reinstall {kit or FILE}"


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
