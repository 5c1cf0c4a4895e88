"""Results are known by what they were made from, and kept whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.grading.notebook import Cell
from autograder.scheduling.cache import Store, key
from autograder.scheduling.job import Job


def test_a_result_is_known_by_all_that_it_was_made_from() -> None:
    kinds = [
        Job((Cell("x = 1"),), "momentum"),
        Job((Cell("x = 2"),), "momentum"),
        Job((Cell("x = 1", "eta_max"),), "momentum"),
        Job((Cell("x = 1"),), "another"),
        Job((Cell("x = 1"),), "momentum", "a term"),
    ]
    assert len({job.key for job in kinds}) == len(kinds)
    assert key([("a", None)], "x") == key([("a", None)], "x") != key([("a", None)], "y")
    assert Job((), "momentum", least="full").key == Job((), "momentum").key, "the same marks"


def test_a_damaged_result_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "results")
    assert store.get("k") is None
    store.put("k", [[{"text": "x"}]])
    assert store.get("k") == [[{"text": "x"}]]
    (tmp_path / "results" / "k.json").write_text(json.dumps([1, 2])[:-1])
    assert store.get("k") is None
