"""The benchmark times every optimizer of the key; its times themselves are not tested."""

from __future__ import annotations

from dataclasses import is_dataclass

import numpy as np
import pytest

import solutions
from tests.benchmarks import step

WITHOUT_GRADIENT = {"FixedUpdate"}
AROUND_OTHERS = {"Clipped", "Decoupled", "Scheduled", "WithL2"}


def test_every_optimizer_is_timed() -> None:
    made = {name for name in solutions.__all__ if is_dataclass(getattr(solutions, name))}
    timed = {type(row.rule).__name__ for row in step.ROWS}
    assert made - timed == WITHOUT_GRADIENT | AROUND_OTHERS


@pytest.mark.parametrize("row", step.ROWS, ids=str)
def test_the_memory_that_must_move_is_no_more_than_is_kept(row: step.Row) -> None:
    state = row.rule.init(np.zeros((2, 3)))
    kept = [part for part in (state if isinstance(state, tuple) else (state,)) if np.ndim(part)]
    plain = row.rule == solutions.RMSProp()  # it keeps the mean that only the centred form needs
    assert len(kept) == row.memory + plain


@pytest.mark.parametrize("size", [10, 1000, 10**5])
def test_shapes_are_of_the_size_asked_for(size: int) -> None:
    for row in step.ROWS:
        assert np.prod(step.shape(row, size)) == size
        assert len(step.shape(row, size)) == (2 if row.matrix else 1)


def test_ours_is_measured_where_there_is_no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "BUDGET", 1e-5)
    row = next(row for row in step.ROWS if not row.torch)
    (mine,) = step.measure(row, 10)
    assert 0 < mine.all < 1


def test_it_says_how_to_run_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert step.main() == 1
    assert "make bench" in capsys.readouterr().out
