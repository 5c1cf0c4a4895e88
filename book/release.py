"""A dated release of all that is handed out, in one folder: ``python -m book.release DIR``.

`make release` builds the parts first. The version is that of the kit, with the day: notebooks, kit,
the footer of the site and pages of feedback say the same one.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import zipfile
from pathlib import Path

from course.paths import ROOT
from descent.version import built

BUILD = ROOT / "_build"
PARTS = {"site": BUILD / "html", "notebooks": BUILD / "demo" / "release"}  # each becomes a zip
FILES = ("wheel/*.whl", "pdf/*.pdf", "epub/*.epub")
SUMS, NOTES = "SHA256SUMS", "NOTES.md"
NEWEST = re.compile(r"^## [^\n]*\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def write(folder: Path, build: Path = BUILD) -> list[Path]:
    """Fill a folder with a release of what lies in `build`, and return its files.

    Raises
    ------
    FileNotFoundError
        If a part has not been built.
    """
    version = built()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = []
    for name, part in PARTS.items():
        place = build / part.relative_to(BUILD)
        if not place.is_dir():
            raise FileNotFoundError(f"{place} is not there: make release builds it")
        made.append(_zipped(place, folder / f"descent-{name}-{version}.zip"))
    for pattern in FILES:
        found = sorted(build.glob(pattern))
        if not found:
            raise FileNotFoundError(f"there is no {build / pattern}: make release builds it")
        made += [Path(shutil.copy(path, folder / _named(path, version))) for path in found]
    (folder / NOTES).write_text(notes(version), encoding="utf-8")
    made.append(folder / NOTES)
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in made)
    (folder / SUMS).write_text("\n".join(sums) + "\n", encoding="utf-8")
    return [*made, folder / SUMS]


def notes(version: str, log: str = "") -> str:
    """Return what is new, which the change log has on top, under the version."""
    new = NEWEST.search(log or (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    upgrade = (
        "A class that an earlier release made: `python -m autograder course DIR` renews `source/` "
        "and keeps everything else; `python -m autograder diff DIR ASSIGNMENT` says whose points "
        "would move."
    )
    return f"# Descent {version}\n\n{upgrade}\n\n{new[1].strip() if new else ''}\n"


def _named(path: Path, version: str) -> str:
    """Return a file's name with the version, which a wheel's has."""
    return path.name if path.suffix == ".whl" else f"{path.stem}-{version}{path.suffix}"


def _zipped(part: Path, target: Path) -> Path:
    """Put a folder into an archive, each file under its path in it; hidden ones stay out."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(part.rglob("*")):
            inner = path.relative_to(part)
            if path.is_file() and not any(name.startswith(".") for name in inner.parts):
                archive.write(path, f"{target.stem}/{inner.as_posix()}")
    return target


if __name__ == "__main__":
    print("\n".join(str(path) for path in write(Path(sys.argv[1]))))
