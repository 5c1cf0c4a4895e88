"""The record of the libraries' paths is whole, fresh, and of a problem as hard as it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.oracles import calls, problem, record
from tests.oracles.libraries import LIBRARIES
from tests.oracles.rows import RECORD
from tests.solutions import test_oracles, test_oracles_adaptive


def test_every_path_on_record_is_used() -> None:
    modules = (test_oracles, test_oracles_adaptive)
    used = {row.call for module in modules for row in module.AGREE + module.DIFFER}
    assert used == set(RECORD["paths"])


def test_the_record_holds_what_calls_names() -> None:
    named = [f"{library}: {call}" for library, (said, _) in LIBRARIES.items() for call in said]
    assert list(RECORD["paths"]) == named
    assert tuple(RECORD["steps"]) == record.STEPS
    assert set(calls.ROUGH) < set(named)


def test_the_record_is_small_and_all_of_numbers() -> None:
    places = np.array(list(RECORD["paths"].values()))
    assert places.shape[1:] == (len(record.STEPS), problem.flat(*problem.start()).size)
    assert np.isfinite(places).all()
    assert record.PATHS.stat().st_size < 120_000


def test_the_versions_on_record_are_those_installed_to_check_it() -> None:
    text = Path(record.__file__).with_name("requirements.txt").read_text(encoding="utf-8")
    pins = dict(line.split("==") for line in text.splitlines() if "==" in line)
    assert {library: pins[library] for library in RECORD["versions"]} == RECORD["versions"]
    assert set(pins) - set(RECORD["versions"]) == {"jaxlib", "matplotlib"}


def test_gradient_of_the_problem_is_the_slope_of_its_value() -> None:
    w, h = problem.flat(*problem.start()), 1e-6
    rise = [
        problem.value(*problem.arrays(w + e)) - problem.value(*problem.arrays(w - e))
        for e in h * np.eye(len(w))
    ]
    assert problem.flat_gradient(w) == pytest.approx(np.array(rise) / (2 * h), abs=1e-8)


def test_the_problem_is_as_hard_as_it_says() -> None:
    w, h = problem.flat(*problem.start()), 1e-6
    hessian = np.array(
        [problem.flat_gradient(w + e) - problem.flat_gradient(w - e) for e in h * np.eye(len(w))]
    ) / (2 * h)
    curvatures = np.linalg.eigvalsh((hessian + hessian.T) / 2)
    assert curvatures[0] < -0.5
    assert curvatures[-1] > 0.5
    assert not problem.gradient(*problem.start())[0][2].any()  # exactly zero


@pytest.mark.parametrize(
    ("change", "feedback"),
    [
        (lambda kept: kept["versions"].update(torch="0.1"), "made with"),
        (lambda kept: kept["paths"].popitem(), "rows and steps"),
        (lambda kept: kept["paths"]["torch: SGD(lr=0.1)"][3].__setitem__(7, 0.5), "away"),
        (lambda kept: kept["paths"]["torch: SGD(lr=0.1)"][3].__setitem__(7, np.nan), "away"),
        (lambda kept: kept["paths"][next(iter(calls.ROUGH))][3].__setitem__(7, 0.5), "away"),
    ],
)
def test_a_stale_record_is_told(change: Callable[[dict[str, Any]], None], feedback: str) -> None:
    kept = json.loads(record.write(RECORD))
    assert kept == RECORD
    assert record.trouble(kept, RECORD) == ""
    change(kept)
    assert feedback in record.trouble(kept, RECORD)
