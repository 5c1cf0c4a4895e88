"""A class's folder is made anywhere, and refreshing it loses nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.integration import class_folder
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
    assert set(made) == {"nbgrader_config.py"} | sources
    code = [
        line
        for line in made["nbgrader_config.py"].decode().splitlines()
        if line and not line.startswith("#")
    ]
    assert len(code) == 6


def test_refreshing_changes_nothing_when_nothing_has_changed(tmp_path: Path) -> None:
    class_folder.make(tmp_path)
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


def test_a_gradebook_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gradebook", str(tmp_path)]) == 2
    assert "no class" in capsys.readouterr().err
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()")
    assert main(["gradebook", str(tmp_path)]) == 2
    assert "grade something first" in capsys.readouterr().err


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
