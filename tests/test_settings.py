"""What users have set up for themselves, and where they work, changes nothing and is left alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.integration import class_folder
from course.paths import ROOT
from tests.helpers.environment import isolated
from tests.helpers.make import around, files, installed
from tests.helpers.nbgrader import nbgrader

NEEDED = (
    *("Makefile", "environment.mk", "tools", "pyproject.toml", "requirements.lock", "_config.yml"),
    *("descent", "solutions", "course", "book", "autograder", "chapters", "tests/submissions"),
)


def test_text_is_read_as_utf8_whatever_the_users_locale(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("課程 é", encoding="utf-8")
    code = "import sys; print(ascii(open(sys.argv[1], encoding='locale').read()))"
    said = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "text"],
        env=isolated({**os.environ, "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}),
        text=True,
        capture_output=True,
        check=True,
    ).stdout
    assert said == ascii("課程 é") + "\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of an instructor whose own settings name their class and their gradebook."""
    folder = tmp_path / "home"
    (folder / "spring").mkdir(parents=True)
    (folder / ".jupyter").mkdir()
    (folder / ".jupyter" / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.root = {str(folder / 'spring')!r}\n"
        f"c.CourseDirectory.db_url = 'sqlite:///{folder / 'my.db'}'\n"
    )
    return folder


@pytest.mark.slow
def test_the_tests_do_not_touch_a_class_that_the_users_settings_name(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"HOME": home, "JUPYTER_CONFIG_DIR": home / ".jupyter"}.items():
        monkeypatch.setenv(name, str(value))
    before = sorted(home.rglob("*"))
    class_folder.make(tmp_path / "class", ["momentum"])
    assert nbgrader(tmp_path / "class", "generate_assignment", "momentum").returncode == 0
    assert (tmp_path / "class" / "gradebook.db").exists()
    assert (tmp_path / "class" / "release" / "momentum" / "momentum.ipynb").exists()
    assert sorted(home.rglob("*")) == before


@pytest.fixture
def of_user(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home / ".jupyter"))
    return home


def test_gradebook_does_not_show_another_class_than_nbgrader_works_on(
    of_user: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class_folder.make(tmp_path / "autumn", ["momentum"])
    assert main(["gradebook", str(tmp_path / "autumn")]) == 2
    said = capsys.readouterr().err
    assert f"nbgrader does not work on {tmp_path / 'autumn'} but on {of_user / 'spring'}" in said


def test_gradebook_reads_the_gradebook_that_the_users_settings_name(
    of_user: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class_folder.make(of_user / "spring", ["momentum"])
    assert main(["gradebook", str(of_user / "spring")]) == 2
    assert f"there is no {of_user / 'my.db'}: grade something first" in capsys.readouterr().err


def link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy2(source, target)


def copied(folder: Path) -> None:
    """Make a checkout as if it had been installed in this folder."""
    for part in NEEDED:
        made = folder / part
        made.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, made, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, made)
    venv = folder / ".venv"
    shutil.copytree(sys.prefix, venv, symlinks=True, copy_function=link)
    old = f"#!{sys.prefix}/bin/python".encode()
    # As pip writes it where a path has blanks.
    new = f"#!/bin/sh\n'''exec' \"{venv}/bin/python\" \"$0\" \"$@\"\n' '''\n".encode()
    for script in (venv / "bin").iterdir():
        if not script.is_symlink() and (text := script.read_bytes()).startswith(old):
            script.unlink()
            script.write_bytes(new + text.partition(b"\n")[2])
            script.chmod(0o755)
    (venv / ".done").unlink(missing_ok=True)
    installed(folder)
    # What Python has compiled of the libraries; to do it again would take most of the time.
    ours, theirs = (root / "_build" / "cache" / "python" for root in (ROOT, folder))
    for compiled, place in ((sys.prefix, venv), (sys.base_prefix, sys.base_prefix)):
        if (there := ours / Path(compiled).relative_to("/")).is_dir():
            shutil.copytree(there, theirs / Path(place).relative_to("/"), copy_function=link)


@pytest.mark.slow
def test_a_class_is_graded_in_any_folder_locale_and_umask(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - University" / "Kurs 課程 é"
    copied(folder)
    (home / "numpy.py").write_text("raise ImportError('not the one that is meant')\n")
    before = files(folder), {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    done = subprocess.run(
        ["make", "exercise", "A=toy-example"],
        cwd=folder,
        env={
            **around(folder),
            **{"HOME": str(home), "PYTHONPATH": str(home), "LC_ALL": "POSIX"},
            "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
        },
        text=True,
        capture_output=True,
        timeout=300,
        check=False,
        umask=0o077,
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[:3] for row in rows if row[:1] == ["toy-example"]] == [
        ["toy-example", "right", "11/12"],
        ["toy-example", "untouched", "0/12"],
    ]
    assert before == (files(folder), {path: path.stat().st_mtime_ns for path in home.rglob("*")})
