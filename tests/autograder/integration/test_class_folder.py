"""A class's folder is made anywhere, and refreshing it loses nothing."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

import descent
from autograder.__main__ import main
from autograder.integration import class_folder
from autograder.integration.term.settings import ClassSettings, read
from course.assemble import assignments
from tests.helpers.nbgrader import nbgrader


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_folder_holds_sources_and_a_short_config(tmp_path: Path) -> None:
    class_folder.make(tmp_path / "a" / "class")
    made = snapshot(tmp_path / "a" / "class")
    sources = {f"source/{name}/{name}.ipynb" for name in assignments()}
    assert set(made) == {"nbgrader_config.py", "class.toml"} | sources
    assert read(tmp_path / "a" / "class") == ClassSettings()
    assert (tmp_path / "a" / "class").stat().st_mode & 0o777 == 0o700
    code = [
        line
        for line in made["nbgrader_config.py"].decode().splitlines()
        if line and not line.startswith("#")
    ]
    assert len(code) == 6


def test_refreshing_changes_nothing_when_nothing_has_changed_but_the_kit(tmp_path: Path) -> None:
    class_folder.make(tmp_path)
    for path in tmp_path.glob("source/m*/*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert f'"kit": "{descent.__version__}"' in text
        path.write_text(text.replace(f'"{descent.__version__}"', '"0.0.1"'), encoding="utf-8")
    before = snapshot(tmp_path)
    assert class_folder.make(tmp_path) == ["everything is up to date"]
    assert snapshot(tmp_path) == before


def test_refreshing_keeps_work_grades_settings_and_edits(tmp_path: Path) -> None:
    class_folder.make(tmp_path)
    mine = {
        "nbgrader_config.py": b"# mine",
        "gradebook.db": b"grades",
        "submitted/ann/momentum/momentum.ipynb": b"work",
        "autograded/ann/momentum/momentum.ipynb": b"graded",
        "feedback/ann/momentum/momentum.html": b"feedback",
        "release/momentum/momentum.ipynb": b"released",
        "source/momentum/data.csv": b"data",
        "source/own/own.ipynb": b"own",
    }
    for name, content in mine.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    source = tmp_path / "source" / "momentum" / "momentum.ipynb"
    fresh = source.read_bytes()
    source.write_bytes(b"an instructor's edit")
    said = class_folder.make(tmp_path)
    after = snapshot(tmp_path)
    assert {name: after[name] for name in mine} == mine
    assert source.read_bytes() == fresh
    backups = [name for name in after if name.startswith("backup/momentum-")]
    assert [after[name] for name in backups] == [b"an instructor's edit"]
    assert any("kept the old momentum" in line for line in said)


def edited(path: Path) -> str:
    """Work on a notebook as JupyterLab does: one cell written into, and all saved."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        own = cell.metadata.get("nbgrader", {})
        if "points" in own and float(own["points"]).is_integer():
            own["points"] = int(own["points"])
    saved = str(nbformat.writes(notebook))
    path.write_text(saved, encoding="utf-8")
    assert class_folder.make(path.parents[2], ["momentum"]) in (
        ["everything is up to date"],
        [f"kept the old momentum as {kept}" for kept in _backups(path)] + ["wrote " + SOURCE],
    ), "saving alone is no edit"
    notebook.cells[0].source += "\n\nWelcome to my class."
    path.write_text(str(nbformat.writes(notebook)), encoding="utf-8")
    return path.read_text(encoding="utf-8")


SOURCE = "source/momentum/momentum.ipynb"


def _backups(path: Path) -> list[str]:
    return [f"backup/{kept.name}" for kept in path.parents[2].glob("backup/*")]


def test_a_notebook_that_was_edited_is_left_alone_until_it_is_to_be_anew(tmp_path: Path) -> None:
    class_folder.make(tmp_path, ["momentum"])
    text = edited(tmp_path / SOURCE)
    (said,) = class_folder.make(tmp_path, ["momentum"])
    assert "you have edited it: say mine = true" in said
    assert (tmp_path / SOURCE).read_text(encoding="utf-8") == text
    said = "\n".join(class_folder.make(tmp_path, ["momentum"], anew=True))
    assert "kept the old momentum as backup/" in said
    assert "Welcome" not in (tmp_path / SOURCE).read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe not a text"])
def test_a_notebook_that_is_damaged_is_kept_as_it_is(tmp_path: Path, damage: bytes) -> None:
    class_folder.make(tmp_path, ["momentum"])
    text = (tmp_path / SOURCE).read_bytes()
    (tmp_path / SOURCE).write_bytes(damage)
    class_folder.make(tmp_path, ["momentum"])
    assert (tmp_path / SOURCE).read_bytes() == text
    (kept,) = tmp_path.glob("backup/*")
    assert kept.read_bytes() == damage
    (tmp_path / "class.toml").write_text("[assignment.momentum]\nmine = true\n")
    (tmp_path / SOURCE).write_bytes(damage)
    class_folder.make(tmp_path, ["momentum"])
    assert (tmp_path / SOURCE).read_bytes() == damage


def test_a_folder_in_the_place_of_a_file_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class_folder.make(tmp_path, ["momentum"])
    (tmp_path / SOURCE).unlink()
    (tmp_path / SOURCE).mkdir()
    assert main(["course", str(tmp_path), "--only", "momentum"]) == 2
    assert "momentum.ipynb is a folder, where a file is due" in capsys.readouterr().err
    (tmp_path / "class.toml").unlink()
    (tmp_path / "class.toml").mkdir()
    assert main(["course", str(tmp_path)]) == 2
    assert "class.toml is a folder" in capsys.readouterr().err


def test_an_edited_notebook_is_noted_to_be_graded_by_the_questions_of_now(tmp_path: Path) -> None:
    class_folder.make(tmp_path, ["momentum"])
    path = tmp_path / SOURCE
    notebook = nbformat.read(path, as_version=4)
    current = dict(notebook.metadata["descent"]["questions"])
    notebook.metadata["descent"]["questions"]["Momentum"] = "q00000000.0000"
    notebook.cells[0].source += "\n\nWelcome to my class."
    nbformat.write(notebook, path)
    (tmp_path / "class.toml").write_text("[assignment.momentum]\nmine = true\n")
    assert class_folder.make(tmp_path, ["momentum"], anew=True) == [
        "left source/momentum as it is, as class.toml says mine"
    ]
    after = nbformat.read(path, as_version=4)
    assert after.metadata["descent"]["questions"] == current
    assert [cell.source for cell in after.cells] == [cell.source for cell in notebook.cells]


def test_a_notebook_of_an_earlier_version_is_renewed_unless_it_has_cells_of_its_own(
    tmp_path: Path,
) -> None:
    class_folder.make(tmp_path, ["momentum"])
    path = tmp_path / SOURCE
    notebook = nbformat.read(path, as_version=4)
    del notebook.metadata["descent"]["written"], notebook.metadata["descent"]["questions"]
    notebook.cells[0].source = "# As it was called before"
    nbformat.write(notebook, path)
    assert "wrote " + SOURCE in class_folder.make(tmp_path, ["momentum"])
    del notebook.metadata["descent"]
    own = {"grade": True, "grade_id": "my_test", "locked": True, "points": 1, "solution": False}
    cell = nbformat.v4.new_code_cell("assert True", metadata={"nbgrader": own})
    notebook.cells.append(cell)
    nbformat.write(notebook, path)
    assert "you have edited it" in class_folder.make(tmp_path, ["momentum"])[0]


OWN = """\
---
jupytext:
  text_representation: {extension: .md, format_name: myst}
---

## A question of my own

+++ {"nbgrader": {"grade": true, "grade_id": "mine", "locked": false, "points": 2, \
"schema_version": 3, "solution": true, "task": false}}

*Your answer.*
"""
ADAPTED = """
assignments = ["momentum"]

[assignment.momentum]
due = 2027-04-12
leave_out = ["HeavyBall", "heavy_ball_bug"]
points = {Momentum = 12}
own = "own.md"
"""


def test_what_a_class_has_of_its_own_is_kept_by_a_refresh(tmp_path: Path) -> None:
    tmp_path.joinpath("class.toml").write_text(ADAPTED)
    tmp_path.joinpath("own.md").write_text(OWN.replace("\\\n", ""))
    class_folder.make(tmp_path)
    assert [path.name for path in tmp_path.glob("source/*")] == ["momentum"]
    cells = nbformat.read(tmp_path / SOURCE, as_version=4).cells
    points = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert "HeavyBall" not in points
    assert (points["Momentum"], points["mine"]) == (12, 2)
    assert "A heavy ball with a bug" not in "".join(cell.source for cell in cells)
    before = snapshot(tmp_path)
    assert class_folder.make(tmp_path) == ["everything is up to date"]
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("assignments = ['momentun']", "did you mean 'momentum'?"),
        ("assignmets = []", "did you mean 'assignments'?"),  # codespell:ignore assignmets
        ("[assignment.momentum]\nleave_out = ['HeavyBall']", "leave out that too"),
        ("[assignment.momentum]\nown = 'none.md'", "there is no none.md"),
        ("[assignment.momentum]\npoints = {Momentum = -1}", "Momentum cannot be -1"),
        ("[assignment.momentum]\npoints = {Momentum = true}", "cannot be True"),
        ("[assignment.momentum]\ndue = 'tomorrow'", 'due cannot be "tomorrow"'),
        ("[assignment.interview]\ndropped = ['explain_noise']", "give its points in formgrader"),
        ("[late]\nper_day = 10", "late.per_day cannot be 10"),
        ("[[extension]]\nstudent = 'a'\nassignment = 'momentum'\ndays = 1", "no due date"),
        ("[[override]]\nstudent = 'a'", "override 1: assignment is missing"),
        ("due = ", "is no TOML"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "class.toml").write_text(text)
    assert main(["course", str(folder)]) == 2
    assert words in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["class.toml"]


def test_a_folder_that_everybody_can_read_is_told(tmp_path: Path) -> None:
    class_folder.make(tmp_path / "class", ["momentum"])
    (tmp_path / "class").chmod(0o755)
    assert "chmod 700" in class_folder.make(tmp_path / "class", ["momentum"])[-1]


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["course", str(tmp_path / "class")]) == 0
    assert "wrote nbgrader_config.py" in capsys.readouterr().out


def test_a_file_in_the_place_of_a_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "class"
    path.write_text("mine")
    assert main(["course", str(path)]) == 2
    assert "is a file" in capsys.readouterr().err
    assert path.read_text() == "mine"


@pytest.mark.slow
def test_without_the_course_nbgrader_does_nothing(tmp_path: Path) -> None:
    """Stock nbgrader goes on without a configuration that fails, and so without the sandbox."""
    folder = tmp_path / "class"
    main(["course", str(folder)])
    broken = tmp_path / "elsewhere" / "autograder"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('no module named tqdm')")
    done = nbgrader(folder, "generate_assignment", "momentum", PYTHONPATH=broken.parent)
    assert done.returncode != 0
    assert (
        "Nothing was done: the course cannot be loaded here (no module named tqdm)" in done.stderr
    )
    assert not (folder / "release").exists()


def test_a_new_class_draws_its_inputs_from_a_term_that_nobody_else_has(tmp_path: Path) -> None:
    found = set()
    for name in ("one", "other"):
        assert main(["course", str(tmp_path / name), "--only", "momentum"]) == 0
        text = (tmp_path / name / "nbgrader_config.py").read_text(encoding="utf-8")
        term = re.search(r'^c\.Grade\.term = "([\w-]{12})"$', text, re.MULTILINE)
        assert term is not None
        found.add(term[1])
    assert len(found) == 2
