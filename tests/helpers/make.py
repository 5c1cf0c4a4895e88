"""Make, run as a user whose settings are all in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def around(folder: Path) -> dict[str, str]:
    """Return the environment of a user whose settings are all in the way."""
    return {
        "PATH": os.environ["PATH"].split(os.pathsep, 1)[1],
        **{"HOME": str(folder.parent / "home"), "MPLBACKEND": "TkAgg"},
        **dict.fromkeys(("JUPYTER_PATH", "PYTHONPATH", "MATPLOTLIBRC"), "/of/the/user"),
        "CALLS": str(folder / "calls"),
    }


def make(
    folder: Path, *words: str, umask: int = -1, **more: object
) -> subprocess.CompletedProcess[str]:
    """Run make as that user, with `more` in the environment."""
    return subprocess.run(
        ["make", *words],
        cwd=folder,
        env={**around(folder), **{name: str(value) for name, value in more.items()}},
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
        umask=umask,
    )


def installed(folder: Path, python: str = sys.executable) -> None:
    """Write the stamp of a finished installation by this Python in this folder."""
    code = "import install; install.DONE.write_bytes(install.stamp())"
    subprocess.run([python, "-c", code], cwd=folder / "tools", check=True)


def files(folder: Path) -> set[str]:
    """Every file but those that make may write: in `_build` and in `.venv`."""
    found = (str(path.relative_to(folder)) for path in folder.rglob("*"))
    return {name for name in found if not name.startswith(("_build", ".venv", "calls"))}
