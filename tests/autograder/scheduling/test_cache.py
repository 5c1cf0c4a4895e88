"""Results are known by what they were made from, and kept whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from autograder.engine.sandbox import Level
from autograder.grading.cell import Cell
from autograder.scheduling import cache
from autograder.scheduling.cache import Store, key
from autograder.scheduling.job import Job
from course.paths import ROOT


def test_a_result_is_known_by_all_that_it_was_made_from() -> None:
    kinds = [
        Job((Cell("x = 1"),), "momentum"),
        Job((Cell("x = 2"),), "momentum"),
        Job((Cell("x = 1", "eta_max"),), "momentum"),
        Job((Cell("x = 1"),), "another"),
        Job((Cell("x = 1"),), "momentum", "a term"),
        Job((Cell("x = 1"),), "momentum", seconds=20.0),
        Job((Cell("x = 1"),), "momentum", code="another state of the course"),
        Job((Cell("x = 1", tests=1.0),), "momentum"),
        Job((Cell("x = 1", tests=2.0),), "momentum"),
        Job((Cell("x = 1"), Cell("x = 1")), "momentum"),
    ]
    assert len({job.key for job in kinds}) == len(kinds)
    assert key([("a", None)], "x") == key([("a", None)], "x") != key([("a", None)], "y")
    assert replace(kinds[0], attempts=1).key == kinds[0].key, "the same marks"
    assert replace(kinds[0], least=Level.FULL).key != kinds[0].key, "confined less than is asked"


def test_a_result_of_another_library_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job((Cell("x = 1"),), "momentum")
    before = job.key
    monkeypatch.setattr(cache, "version", lambda name: "0.0")
    cache.libraries.cache_clear()
    assert replace(job).key != before
    monkeypatch.undo()
    cache.libraries.cache_clear()
    assert replace(job).key == before


def test_a_damaged_result_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "results")
    assert store.get("k") is None
    store.put("k", [[{"text": "x"}]])
    assert store.get("k") == [[{"text": "x"}]]
    path = tmp_path / "results" / "k.json"
    whole = path.read_text()
    for damaged in ("", "[]", "1", whole[:-1], whole.replace('"x"', '"y"'), "\xff" + whole, "\n[]"):
        path.write_text(damaged)
        assert store.get("k") is None, damaged
    path.write_text(whole)
    assert store.get("k") == [[{"text": "x"}]]
    path.rename(path.with_name("other.json"))
    assert store.get("other") is None, "kept under the name of another"


def test_a_result_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is killed just before the end has left nothing that could be taken for a result."""
    store = Store(tmp_path)

    def killed(source: str, target: Path) -> NoReturn:
        assert json.loads(Path(source).read_text(encoding="utf-8").partition("\n")[2]) == [
            [{"text": "x"}]
        ]
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        store.put("k", [[{"text": "x"}]])
    assert not store.has("k")
    assert store.get("k") is None


LOADED = """
import sys
import autograder.grading.notebook
from course.questions import TASKS
[*TASKS.values()]
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def test_all_that_grading_loads_counts_as_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that was forgotten would give stale grades once it is changed."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {ROOT / name for name in done.stdout.split() if (ROOT / name).is_dir()}
    counted: list[Path] = []
    monkeypatch.setattr(cache, "digest", lambda folders, *_: str(counted.extend(folders)))
    cache.code.__wrapped__()
    assert loaded
    assert loaded <= set(counted)
    assert set(counted) - loaded == {ROOT / "chapters"}, "where the names of sections stand"


@pytest.mark.parametrize(
    "name",
    [
        "descent/data/digits.txt",
        "descent/checking/cases/momentum.json",
        "descent/checking/probe.py",
        "course/mistakes/momentum/rates.py",
        "autograder/engine/worker.py",
        "chapters/momentum.md",
    ],
)
def test_what_code_reads_counts_too(name: str) -> None:
    path = ROOT / name
    assert path.is_file()
    assert any(path.match(pattern) for pattern in cache.READ)
