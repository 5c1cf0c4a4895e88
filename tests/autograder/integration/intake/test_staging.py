"""What is handed in is copied once, as plain files; what is none is left out, with a note."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.coursedir import CourseDirectory

from autograder.integration.intake import staging
from autograder.integration.intake.cells import Source
from autograder.integration.intake.staging import take
from autograder.integration.intake.submissions import beside, stage, submitted, unstage

KEY = b"the answer key"
STUB = Source("A-answer", "code", "raise", locked=False, solution=True, points=None, checksum="")
GRADE = Source("A", "code", "check(A)", locked=True, solution=False, points=3.0, checksum="")
KNOWN = {"momentum": [STUB, GRADE]}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A class with a key, a gradebook and two students."""
    root = tmp_path / "class"
    for name in ("source/momentum/momentum.ipynb", "gradebook.db"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(KEY)
    for student in ("alice", "bob"):
        (root / "submitted" / student / "momentum").mkdir(parents=True)
    (root / "submitted" / "alice" / "momentum" / "momentum.ipynb").write_bytes(b"alice's work")
    return root


def folder(course: Path) -> Path:
    return course / "submitted" / "bob" / "momentum"


def directory(course: Path, student: str = "*") -> CourseDirectory:
    return CourseDirectory(root=str(course), assignment_id="momentum", student_id=student)


def notebook(*sources: str) -> bytes:
    cells = [new_code_cell(source) for source in sources]
    for cell, name in zip(cells, ("A-answer", "A"), strict=False):
        cell.metadata["nbgrader"] = {"grade_id": name}
    return str(nbformat.writes(new_notebook(cells=cells))).encode()


def everything(course: Path) -> bytes:
    """Return all that stands in the staged folders."""
    return b"".join(p.read_bytes() for p in (course / ".descent-intake").rglob("*") if p.is_file())


@pytest.mark.parametrize("name", ["momentum.ipynb", "notes.txt", "sub"])
@pytest.mark.parametrize("target", ["source", "gradebook.db", "submitted/alice", "missing"])
def test_links_are_not_followed(course: Path, name: str, target: str) -> None:
    aim = course / target
    if aim.is_dir() and name != "sub":
        aim = next(path for path in aim.rglob("*") if path.is_file())
    (folder(course) / name).symlink_to(aim)
    taken = take(folder(course))
    assert taken.files == {}
    assert taken.notes == [f"{name} is a link or cannot be read; it was left out."]


def test_a_folder_that_is_a_link_is_not_taken(course: Path) -> None:
    folder(course).rmdir()
    folder(course).symlink_to(course / "submitted" / "alice" / "momentum")
    assert take(folder(course)).files == {}
    stage(directory(course), "momentum", KNOWN)
    bob = [p for p in (course / ".descent-intake" / "bob").rglob("*") if p.is_file()]
    assert bob
    assert all(b"alice's work" not in path.read_bytes() for path in bob)


@pytest.mark.parametrize("target", ["source/momentum/momentum.ipynb", "gradebook.db"])
def test_hard_links_to_files_of_the_class_are_left_out(course: Path, target: str) -> None:
    os.link(course / target, folder(course) / "momentum.ipynb")
    stage(directory(course, "bob"), "momentum", KNOWN)
    assert KEY not in everything(course)
    path = course / ".descent-intake" / "bob" / "momentum" / "momentum.ipynb"
    assert "somebody else's" in submitted(path)[1][0]


def test_a_class_that_was_copied_by_hard_links_is_graded_all_the_same(
    course: Path, tmp_path: Path
) -> None:
    (folder(course) / "momentum.ipynb").write_bytes(notebook("A = 1"))
    os.link(folder(course) / "momentum.ipynb", tmp_path / "backup.ipynb")
    stage(directory(course, "bob"), "momentum", KNOWN)
    assert b"A = 1" in everything(course)


def test_pipes_devices_and_sockets_are_left_out_and_do_not_hang(course: Path) -> None:
    os.mkfifo(folder(course) / "momentum.ipynb")
    assert take(folder(course)).notes == ["momentum.ipynb is no plain file; it was left out."]


def test_names_that_are_no_text_and_folders_called_notebooks_are_met(course: Path) -> None:
    (folder(course) / "dir.ipynb").mkdir()
    os.mkdir(os.fsencode(folder(course)) + b"/\xff.ipynb")
    with open(os.fsencode(folder(course)) + b"/mom\xff.ipynb", "wb") as file:
        file.write(notebook("A = 1"))
    (staged,) = stage(directory(course, "bob"), "momentum", KNOWN).values()
    nb, notes = submitted(Path(staged[0]))
    assert nb.cells[0].source == "A = 1"
    assert notes == ["mom?.ipynb was graded in the place of momentum.ipynb."]


def test_size_number_and_depth_are_bounded(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "FILES", 3)
    for number in range(5):
        (folder(course) / f"{number}.txt").write_bytes(b"x")
    taken = take(folder(course))
    assert len(taken.files) == 3
    assert len(taken.notes) == 2
    deep = folder(course)
    for _ in range(40):
        deep = deep / "d"
    deep.mkdir(parents=True)
    assert any("no plain file" in note or "too deep" in note for note in take(folder(course)).notes)
    monkeypatch.setattr(staging, "BYTES", 10)
    large = course / "large"
    large.mkdir()
    (large / "large.bin").write_bytes(b"x" * 11)
    assert take(large).files == {}


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def test_an_archive_is_looked_into_within_bounds(course: Path) -> None:
    path = folder(course) / "hw.zip"
    path.write_bytes(archive(**{"a__momentum.ipynb": notebook("A = 1"), "..__out.txt": b"out"}))
    assert sorted(take(folder(course)).files) == ["hw.zip", "hw.zip/a/momentum.ipynb"]
    path.write_bytes(archive(bomb=b"\0" * (staging.ZIPPED + 1)))
    taken = take(folder(course))
    assert [*taken.files] == ["hw.zip"]
    assert "more than is unpacked" in taken.notes[0]
    path.write_bytes(b"PK\3\4 no archive")
    assert take(folder(course)).notes == ["hw.zip cannot be unpacked."]


def test_what_lies_beside_is_handed_on_and_other_notebooks_are_not(course: Path) -> None:
    here = folder(course)
    (here / "hw").mkdir()
    (here / "hw" / "momentum.ipynb").write_bytes(notebook("A = 1"))
    (here / "hw" / "helper.py").write_bytes(b"x = 1")
    (here / "scratch.ipynb").write_bytes(notebook())
    (here / "timestamp.txt").write_text("2026-11-01 12:00:00 UTC")
    (staged,) = stage(directory(course, "bob"), "momentum", KNOWN).values()
    place = Path(staged[0]).parent
    assert beside(place) == {"helper.py": b"x = 1"}
    assert (place / "timestamp.txt").exists()
    assert sorted(path.name for path in place.rglob("*.ipynb")) == ["momentum.ipynb"]
    unstage(directory(course))
    assert not (course / ".descent-intake").exists()


def test_everybody_with_a_folder_has_a_notebook_and_patterns_choose(course: Path) -> None:
    assert len(stage(directory(course), "momentum", KNOWN)) == 2
    assert len(stage(directory(course, "b*"), "momentum", KNOWN)) == 1
    odd = course / "submitted" / "[x]" / "momentum"
    odd.mkdir(parents=True)
    assert [Path(p).parent.name for p in stage(directory(course, "[x]"), "momentum", KNOWN)] == [
        "[x]"
    ]
    assert stage(directory(course, "nobody"), "momentum", KNOWN) == {}


def test_of_several_notebooks_the_one_with_the_work_is_graded(course: Path) -> None:
    (folder(course) / "momentum.ipynb").write_bytes(notebook("raise", "check(A)"))
    (folder(course) / "momentum (1).ipynb").write_bytes(notebook("A = 1", "check(A)"))
    (staged,) = stage(directory(course, "bob"), "momentum", KNOWN).values()
    nb, notes = submitted(Path(staged[0]))
    assert nb.cells[0].source == "A = 1"
    assert any("momentum (1).ipynb was graded" in note for note in notes)
