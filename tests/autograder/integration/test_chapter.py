"""The chapter for instructors is a term that works: every command on it is typed here, in order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from autograder.integration.demo import solved
from autograder.integration.report import rows
from autograder.integration.term.settings import read
from course.paths import ROOT
from tests.helpers.environment import isolated
from tests.helpers.lms import PEOPLE, Person, moodle_prefix, packed, roster
from tests.helpers.typed import Terminal

CHAPTER = ROOT / "chapters" / "instructors.md"
NAME = "why-descent"
NOTEBOOK = f"{NAME}/{NAME}.ipynb"
# What is run by another test, as it needs the checkout or several processes.
ELSEWHERE = {
    "source .venv/bin/activate": "tests/test_make.py",
    "make wheel": "tests/test_wheel.py",
    "dask scheduler": "tests/autograder/scheduling/test_cluster.py",
    "dask worker": "tests/autograder/scheduling/test_cluster.py",
}
ON_MOODLE = PEOPLE[:2]
STUDENTS = ("nbgrader fetch_assignment", "nbgrader submit")


def fences(language: str) -> list[str]:
    """Return what stands in the chapter's blocks of a language."""
    text = CHAPTER.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def commands() -> list[str]:
    lines = (line for block in fences("bash") for line in block.splitlines())
    return [line.partition(" #")[0].strip() for line in lines if line.strip()]


def commands_of(start: str) -> list[str]:
    return [
        command for command in commands() if command.startswith(f"python -m autograder {start}")
    ]


def test_what_is_not_typed_here_is_run_elsewhere() -> None:
    for start, test in ELSEWHERE.items():
        assert any(command.startswith(start) for command in commands()), start
        assert (ROOT / test).exists()


def test_the_table_of_the_chapter_can_be_meant(tmp_path: Path) -> None:
    (block,) = fences("toml")
    (tmp_path / "class.toml").write_text(block, encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "momentum.md").write_text("# Mine")
    settings = read(tmp_path)
    assert settings.assignments == ("why-descent", "momentum")
    assert settings.overrides[0].reason == "The lecture had another convention."
    assert settings.late is not None


@pytest.mark.slow
def test_the_term_of_the_chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = tmp_path / "jupyter"
    for folder in (settings, *(tmp_path / name for name in ("exchange", "student", "Downloads"))):
        folder.mkdir()
    (tmp_path / "exchange").chmod(0o777)
    (settings / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.Exchange.root = "{tmp_path}/exchange"\n'
        'c.CourseDirectory.course_id = "descent"\nc.Batch.executor = "none"\n'
        'c.Grade.term = "2027 spring"\nc.Batch.require_sandbox = "none"\n'
    )
    spring = tmp_path / "classes" / "spring"
    environment = isolated(HOME=tmp_path, JUPYTER_CONFIG_DIR=settings)
    before = {
        "nbgrader submit why-descent": lambda: answer(spring, tmp_path / "student" / NOTEBOOK),
        commands_of("collect moodle")[0]: lambda: download(spring, tmp_path / "Downloads"),
        "python -m autograder diff . why-descent": lambda: decide(spring),
    }
    said: dict[str, str] = {}
    # `doctor` looks at this very machine, which may well leave something to do.
    with Terminal(tmp_path, environment) as terminal:
        for command in commands():
            if command.startswith(tuple(ELSEWHERE)) or "doctor" in command:
                continue
            begin(before, command)
            where = terminal.folder
            if command.startswith(STUDENTS):
                terminal.folder = tmp_path / "student"
            said[command] = terminal.type(command)
            if command.startswith(STUDENTS):
                terminal.folder = where
    graded = {row.student: row for row in rows(spring)}
    assert graded["ann"].most == 12 - 1.5 or graded["ann"].most < 12
    assert all(row.points == row.most for row in graded.values()), graded
    assert len(graded) == 1 + len(ON_MOODLE), "they, and who submitted by the exchange"
    assert "2 handed in for the first time" in said[commands_of("collect moodle")[0]]
    assert "promised_fall" in said["python -m autograder diff . why-descent"]
    assert "promised_fall: 0 by" in said["python -m autograder history . why-descent ann"]
    page = spring / "feedback" / "ann" / NAME / f"{NAME}.html"
    assert "it counts for nobody" in page.read_text(encoding="utf-8")
    assert (spring / "grades.csv").read_text().count("why-descent") == len(graded)
    with zipfile.ZipFile(tmp_path / "Downloads" / "feedback.zip") as pages:
        assert pages.namelist() == [f"{folder_of(p)}/{NAME}.html" for p in ON_MOODLE]
    points = f"{graded['ann'].points:g}"
    for table in ("moodle.csv", f"questions/{NAME}.csv"):
        text = (spring / table).read_text(encoding="utf-8-sig")
        (row,) = (line for line in text.splitlines() if "Müller" in line)
        assert points in row.split(","), table
    assert "promised_fall" in (spring / "report" / "index.html").read_text(encoding="utf-8")
    assert (spring / "report" / f"alike-{NAME}.html").exists()


def begin(before: dict[str, Callable[[], None]], command: str) -> None:
    """Do what comes before a command in a real term; the first of two alike is for the trial."""
    if command == f"nbgrader autograde {NAME}" and "trial" not in before:
        before["trial"] = lambda: None
        return
    if command in before:
        before.pop(command)()


def answer(spring: Path, notebook: Path) -> None:
    text = solved(spring / "source" / NOTEBOOK, spring / "release" / NOTEBOOK)
    nbformat.validate(nbformat.reads(text, as_version=4))
    notebook.write_text(text, encoding="utf-8")


def folder_of(person: Person) -> str:
    return f"{moodle_prefix(person.full, person.number)}_assignsubmission_file"


def download(spring: Path, folder: Path) -> None:
    """Put what Moodle has into the browser's folder: an archive, and the grading worksheet."""
    answer(spring, folder / "work.ipynb")
    work = (folder / "work.ipynb").read_bytes()
    packed(folder / f"{NAME}.zip", [(f"{folder_of(p)}/{NAME}.ipynb", work) for p in ON_MOODLE])
    roster("moodle", folder / "worksheet.csv", ON_MOODLE)


def decide(spring: Path) -> None:
    with (spring / "class.toml").open("a") as file:
        file.write('\n[assignment.why-descent]\ndropped = ["promised_fall"]\n')
