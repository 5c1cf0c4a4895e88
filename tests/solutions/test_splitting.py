"""Three sets: each row in one of them, each row as likely in each, and one seed is one split."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from solutions import three_sets


@pytest.mark.parametrize(("n", "validation", "test"), [(10, 2, 3), (9, 0, 3), (5, 4, 0), (1, 0, 0)])
def test_each_row_is_in_one_set(n: int, validation: int, test: int) -> None:
    sets = three_sets(n, validation, test, np.random.default_rng(0))
    assert [len(rows) for rows in sets] == [n - validation - test, validation, test]
    assert sorted(np.concatenate(sets).tolist()) == list(range(n))


def test_a_seed_is_a_split() -> None:
    def split(seed: int) -> list[Any]:
        return [rows.tolist() for rows in three_sets(30, 5, 5, np.random.default_rng(seed))]

    assert split(1) == split(1) != split(2)


def test_every_row_comes_into_every_set_as_often() -> None:
    random = np.random.default_rng(3)
    times = np.zeros((3, 10))
    for _ in range(2000):
        for count, rows in zip(times, three_sets(10, 2, 3, random), strict=True):
            count[rows] += 1
    # A share p of 2000 draws is off by sqrt(p (1 - p) / 2000) = 0.011 at most; five of these.
    assert np.allclose(times / 2000, np.array([[0.5], [0.2], [0.3]]), atol=0.056)


@pytest.mark.parametrize(("given", "said"), [
    ((10, -1, 3), "validation must be a whole number of at least 0, got -1"),
    ((10, 1, 2.5), "test must be a whole number"),
    ((5, 2, 3), r"n must be more than validation \+ test, got 5"),
])  # fmt: skip
def test_what_leaves_nothing_to_train_on_is_refused(given: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        three_sets(*given, np.random.default_rng(0))
