"""A release holds its parts under one version, with sums that fit; it fails if one is missing."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

import pytest

import descent
from book import release


@pytest.fixture
def build(tmp_path: Path) -> Path:
    for name in ("html/index.html", "html/.done", "demo/release/momentum/momentum.ipynb"):
        path = tmp_path / "build" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    for name in ("wheel/descent_course-1-py3-none-any.whl", "pdf/descent.pdf", "epub/descent.epub"):
        path = tmp_path / "build" / name
        path.parent.mkdir()
        path.write_text(name)
    return tmp_path / "build"


def test_a_release_holds_every_part(build: Path, tmp_path: Path) -> None:
    made = release.write(tmp_path / "release", build)
    assert sorted(path.name for path in made) == sorted(
        path.name for path in (tmp_path / "release").iterdir()
    )
    assert len(made) == 7
    digest = descent.__version__.partition("+")[2]
    zips = [path for path in made if path.suffix == ".zip"]
    assert all(re.search(rf"\+\d{{8}}\.{digest}\.zip$", path.name) for path in zips)
    assert f"descent-{zips[0].stem.rpartition('-')[2]}.pdf" in {path.name for path in made}
    names = zipfile.ZipFile(zips[0]).namelist()
    assert [name.partition("/")[2] for name in names] == ["index.html"]
    sums = (tmp_path / "release" / release.SUMS).read_text().splitlines()
    assert len(sums) == 6
    for line in sums:
        known, name = line.split("  ")
        assert known == hashlib.sha256((tmp_path / "release" / name).read_bytes()).hexdigest()
    assert (tmp_path / "release" / release.NOTES).read_text().startswith("# Descent 0.")


@pytest.mark.parametrize("title", ["Unreleased", "0.2.0, 28 November 2026"])
def test_the_notes_are_what_the_change_log_has_on_top(title: str) -> None:
    log = f"# Changelog\n\n## {title}\n\n- A comet.\n\n## 0.1.0\n\n- A star.\n"
    notes = release.notes("0.2.0", log)
    assert notes.endswith("\n\n- A comet.\n")
    assert "A star" not in notes


def test_a_part_that_is_missing_is_named(build: Path, tmp_path: Path) -> None:
    (build / "pdf" / "descent.pdf").unlink()
    with pytest.raises(FileNotFoundError, match=r"pdf/\*\.pdf: make release builds it"):
        release.write(tmp_path / "release", build)
