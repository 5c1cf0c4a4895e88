"""The Sphinx extension: the released stub as a page, and no stale runs."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import ExtensionError

from book.pages import stale_runs, stubs
from course import paths


def app(tmp_path: Path, code: str = "1") -> Any:
    config = SimpleNamespace(
        nb_execution_cache_path=str(tmp_path / "cache"), descent_code=code, descent_repository="",
        descent_answers={},
    )  # fmt: skip
    noted: list[str] = []
    env = SimpleNamespace(note_dependency=noted.append, found_docs={"a", "b"}, config=config)
    return SimpleNamespace(config=config, env=env, outdir=str(tmp_path / "html"), noted=noted)


def test_an_exercise_without_its_release_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "RELEASE", tmp_path)
    with pytest.raises(ExtensionError, match="make assignments"):
        stubs.show_stub(app(tmp_path), "chapters/exercises/momentum", ["raw"])


def test_other_pages_keep_their_text(tmp_path: Path) -> None:
    source = ["a lesson"]
    stubs.show_stub(app(tmp_path), "chapters/momentum", source)
    assert source == ["a lesson"]


def test_an_exercise_shows_the_stub_and_is_made_anew_with_it(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "RELEASE", released / "release")
    monkeypatch.setattr(stubs, "ROOT", released)
    fake, source = app(tmp_path), ["from solutions.momentum import Momentum"]
    stubs.show_stub(fake, "chapters/exercises/momentum", source)
    assert "raise NotImplementedError" in source[0]
    assert "solutions" not in source[0]
    assert "</release/momentum/momentum.ipynb>" in source[0]
    assert fake.noted == [str(released / "release" / "momentum" / "momentum.ipynb")]


def test_runs_are_forgotten_when_the_code_changes_and_only_then(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    stale_runs.forget_stale_runs(app(tmp_path, "1"))
    (cache / "run").write_text("result")
    stale_runs.forget_stale_runs(app(tmp_path, "1"))
    assert (cache / "run").exists()
    stale_runs.forget_stale_runs(app(tmp_path, "2"))
    assert not (cache / "run").exists()


def test_pages_are_taken_up_again_when_the_code_changes(tmp_path: Path) -> None:
    fake = app(tmp_path, "1")
    assert stale_runs.pages_of_changed_code(fake, fake.env, {"a", "b"}, set(), set()) == []
    assert stale_runs.pages_of_changed_code(fake, fake.env, set(), set(), set()) == []
    fake.config.descent_code = "2"
    assert stale_runs.pages_of_changed_code(fake, fake.env, set(), {"b"}, set()) == ["a"]
