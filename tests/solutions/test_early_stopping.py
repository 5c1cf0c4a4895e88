"""When to stop: by hand, and never by what comes later."""

from __future__ import annotations

import numpy as np
import pytest

from solutions import kept_epoch


@pytest.mark.parametrize(("losses", "patience", "due"), [
    ([3.0], 1, 0),
    ([3, 2, 1], 1, 2),
    ([3, 2, 2.5, 1], 1, 1),
    ([3, 2, 2.5, 1], 2, 3),
    ([2, 2, 2, 1], 2, 0),  # equals are nothing new
    ([1, 2, 3], 9, 0),
    ([5, 4, 6, 3, 6, 6, 6, 1], 3, 3),
])  # fmt: skip
def test_by_hand(losses: list[float], patience: int, due: int) -> None:
    assert kept_epoch(losses, patience) == due


def test_what_comes_after_the_stop_is_not_even_asked_for() -> None:
    def losses() -> object:
        yield from (2.0, 1.0, 1.5, 1.5)
        raise AssertionError

    assert kept_epoch(losses(), patience=2) == 1  # type: ignore[arg-type]


def test_endless_patience_keeps_the_lowest() -> None:
    for losses in np.random.default_rng(0).random((20, 12)):
        assert kept_epoch(losses, patience=12) == losses.argmin()
