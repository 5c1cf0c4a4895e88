"""What the machine is to blame for is a sentence, and nothing is lost."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from traitlets import TraitError

from autograder.__main__ import main
from autograder.integration import autograde
from autograder.integration.prefetched import RESULTS
from autograder.integration.sharing import share
from autograder.integration.term.toml_table import ClassSettingsError
from autograder.integration.trouble import EndedError, sentence
from autograder.scheduling.cache import Store
from tests.helpers.class_of import NAME, ClassOf


def test_an_odd_time_is_told_and_nobody_fails_over_it(mine: ClassOf) -> None:
    mine.hand_in("eve", NAME, at="yesterday evening")
    assert mine.autograde(NAME), mine.said
    assert "eve: timestamp.txt says 'yesterday evening', which is no time" in mine.said
    assert mine.rows()["eve"].points == 12


def test_a_locked_gradebook_is_a_sentence(mine: ClassOf, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: Any) -> Any:
        raise OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(autograde, "add_grading", locked)
    assert not mine.autograde(NAME, force=True)
    assert "another program holds the gradebook locked" in mine.said
    assert "Traceback" not in mine.said
    monkeypatch.undo()
    assert mine.autograde(NAME), mine.said
    assert mine.rows()["ann"].points == 12


@pytest.mark.parametrize("afresh", [True, False])
def test_marks_that_went_into_a_file_that_is_gone_are_missed(
    mine: ClassOf, monkeypatch: pytest.MonkeyPatch, afresh: bool
) -> None:
    gradebook, before = mine.folder / "gradebook.db", mine.folder / "before.db"
    shutil.copy(gradebook, before)
    hook = autograde.Batch.run_post_convert_hook

    def replaced(batch: autograde.Batch) -> None:
        hook(batch)
        if afresh:
            gradebook.unlink()
        shutil.copyfile(before, gradebook)

    monkeypatch.setattr(autograde.Batch, "run_post_convert_hook", replaced)
    assert not mine.autograde(NAME, force=True)
    assert "another file has taken the gradebook's place" in mine.said
    assert afresh or "of the marks just written are not in the gradebook" in mine.said
    assert "Traceback" not in mine.said
    monkeypatch.undo()
    assert mine.autograde(NAME, force=True), mine.said
    assert mine.rows()["ann"].points == 12


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/tmp/x"), "the disk is full (/tmp/x)"),
        (shutil.Error([("a", "b", "[Errno 28] No space left on device")]), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/p"), "/p is not yours to write"),
        (OSError(errno.EROFS, "Read-only file system", "/r"), "/r is not yours to write"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "/d"), "/d is a folder, where a file"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "/f/x"), "a file is where a folder"),
        (FileExistsError(errno.EEXIST, "File exists", "/f"), "/f is a file, where a folder"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "the memory is used up"),
        (ImportError("libx.so: failed to map segment from shared object"), "the memory is used up"),
        (RuntimeError("can't start new thread"), "the memory is used up"),
        (ImportError("No module named 'x'"), ""),
        (MemoryError(), "let fewer notebooks run at once (c.Batch.workers)"),
        (DatabaseError("", {}, Exception("database disk image is malformed")), "put a copy of it"),
        (IntegrityError("", {}, Exception("UNIQUE constraint failed: full")), ""),
        (KeyboardInterrupt(), "give the same command again"),
        (EndedError("SIGTERM"), "give the same command again"),
        (ClassSettingsError("class.toml: x"), "Nothing was done"),
        (TraitError("c.Batch.workers is -1"), "A setting cannot be meant"),
        (ValueError("a fault of ours"), ""),
    ],
)
def test_what_is_the_machines_fault_is_a_sentence(error: BaseException, words: str) -> None:
    said = sentence(error)
    assert words in said
    assert bool(said) == bool(words)


def test_a_group_may_write_what_it_shares(mine: ClassOf) -> None:
    shared = mine.folder / RESULTS
    shared.mkdir()
    for path in (shared / "why-descent+ann.begun", shared / "x.json"):
        path.touch()
        path.chmod(0o644)
    share(shared, *shared.iterdir())
    assert shared.stat().st_mode & 0o2070 == 0o2070
    assert all(path.stat().st_mode & 0o060 == 0o060 for path in shared.iterdir())
    store = Store(shared)
    store.put("k", [])
    assert (shared / "k.json").stat().st_mode & 0o777 == 0o660
    (shared / "k.json").unlink()
    shared.chmod(0o700)
    store.put("k", [])
    assert (shared / "k.json").stat().st_mode & 0o777 == 0o600


def test_a_gradebook_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gradebook", str(tmp_path)]) == 2
    assert "no class" in capsys.readouterr().err
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()")
    for command in ("gradebook", "report"):
        assert main([command, str(tmp_path)]) == 2
        assert "grade something first" in capsys.readouterr().err
    assert not (tmp_path / "gradebook.db").exists()
