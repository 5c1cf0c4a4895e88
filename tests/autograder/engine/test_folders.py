"""Folders of untrusted code are measured and removed whatever is in them."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.engine import folders


def nested(folder: Path, depth: int) -> None:
    """Make folders within folders, deeper than a path can be long."""
    here = os.getcwd()
    try:
        os.chdir(folder)
        for _ in range(depth):
            os.mkdir("d")
            Path("file").write_text("x", encoding="utf-8")
            os.chdir("d")
    finally:
        os.chdir(here)


def test_folders_nested_without_end_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "workdir"
    folder.mkdir()
    nested(folder, 3000)
    (folder / "no rights").mkdir()
    (folder / "no rights" / "inside").mkdir(mode=0)
    (folder / "no rights").chmod(0)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    (folder / "link").symlink_to(outside)
    (folder / "d" / "link").symlink_to(outside)
    assert folders.written(folder) == math.inf
    folders.remove(folder)
    assert not folder.exists()
    assert (outside / "kept").exists()


def test_what_is_written_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(bytes(5000))
    (tmp_path / "link").symlink_to(tmp_path)
    assert 5000 <= folders.written(tmp_path) < 20_000
    for number in range(folders.ENTRIES + 1):
        (tmp_path / "a" / str(number)).touch()
    assert folders.written(tmp_path) == math.inf


KILLED = """
import os, sys
from autograder.engine import folders
made = folders.temporary("test")
(made / "file").touch()
print(made, flush=True)
sys.stdin.read()
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not folders.LOCKS, reason="this system has no locks on folders")
def test_what_a_killed_run_left_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "YOUNG", -1.0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with subprocess.Popen(
        [sys.executable, "-c", KILLED],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        left = Path(run.stdout.readline().strip())
        folders.temporary("test")
        assert (left / "file").exists(), "it is still at work"
    assert run.returncode == -9
    assert left.exists()
    mine = folders.temporary("test")
    assert not left.exists()
    assert mine.exists()
    assert time.time() - mine.stat().st_mtime < 60
