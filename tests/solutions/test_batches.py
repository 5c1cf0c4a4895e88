"""The batches of an epoch: every row once, the last one short and kept."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions.batches import epoch_batches


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@given(n=st.integers(1, 60), size=st.integers(1, 70), seed=st.integers(0, 2**32))
def test_every_row_comes_once_and_only_the_last_batch_is_short(
    n: int, size: int, seed: int
) -> None:
    batches = list(epoch_batches(n, size, rng(seed)))
    assert sorted(np.concatenate(batches).tolist()) == list(range(n))
    assert len(batches) == -(-n // size)
    lengths = [len(rows) for rows in batches]
    assert lengths[:-1] == [size] * (len(batches) - 1)
    assert lengths[-1] == (n % size or size)


def test_the_order_is_that_of_one_permutation() -> None:
    assert np.array_equal(
        np.concatenate(list(epoch_batches(11, 4, rng(3)))), rng(3).permutation(11)
    )


def test_it_is_drawn_once_and_at_the_call() -> None:
    random, other = rng(4), rng(4)
    batches = epoch_batches(10, 3, random)
    other.permutation(10)
    assert random.bit_generator.state == other.bit_generator.state
    list(batches)
    assert random.bit_generator.state == other.bit_generator.state


def test_every_epoch_has_an_order_of_its_own_and_a_seed_repeats_them_all() -> None:
    def run(seed: int) -> list[list[int]]:
        random = rng(seed)
        return [np.concatenate(list(epoch_batches(20, 6, random))).tolist() for _ in range(5)]

    epochs = run(1)
    assert len({tuple(order) for order in epochs}) == 5
    assert list(range(20)) not in epochs
    assert run(1) == epochs
    assert run(2) != epochs


def test_every_row_is_as_likely_as_any_to_be_first() -> None:
    random = rng(9)
    first = [next(iter(epoch_batches(4, 1, random)))[0] for _ in range(4000)]
    # Four standard deviations of a count of 4000 at a chance of 1/4.
    assert np.abs(np.bincount(first, minlength=4) - 1000).max() < 4 * np.sqrt(750)


def test_inputs_and_targets_stay_together_and_untouched() -> None:
    x = np.arange(14.0).reshape(7, 2)
    y = x.sum(axis=1)
    x.flags.writeable = y.flags.writeable = False
    for rows in epoch_batches(7, 3, rng()):
        assert np.array_equal(x[rows].sum(axis=1), y[rows])
        assert rows.dtype.kind == "i"


def test_means_make_the_whole_mean_when_weighted_by_their_lengths() -> None:
    slopes = [Fraction(k**2, 3) for k in range(7)]
    batches = [[slopes[i] for i in rows] for rows in epoch_batches(7, 3, rng())]
    means = [sum(batch) / len(batch) for batch in batches]
    whole = sum(slopes) / 7
    weighted = sum(m * len(b) for m, b in zip(means, batches, strict=True)) / 7
    assert weighted == whole
    assert sum(means) / len(means) != whole  # the last batch has one row, and too much to say
    # Divided by the nominal size of 3, as one may by mistake, it would not come out either.
    assert sum(sum(batch) / 3 * len(batch) for batch in batches) / 7 != whole


def test_with_replacement_is_another_method() -> None:
    n = 2000
    drawn = rng(2).integers(0, n, n)
    missing = 1 - len(np.unique(drawn)) / n
    assert missing == pytest.approx((1 - 1 / n) ** n, abs=0.03)  # near 1/e, and not 0
    assert len(np.unique(np.concatenate(list(epoch_batches(n, 64, rng(2)))))) == n


def test_one_batch_of_all_and_batches_of_one() -> None:
    assert [len(rows) for rows in epoch_batches(5, 5, rng())] == [5]
    assert [len(rows) for rows in epoch_batches(5, 50, rng())] == [5]
    assert [len(rows) for rows in epoch_batches(5, 1, rng())] == [1] * 5
    assert [len(rows) for rows in epoch_batches(np.int64(5), np.int64(2), rng())] == [2, 2, 1]


@pytest.mark.parametrize("bad", [0, -3, 2.0, 2.5, "2", None, True], ids=repr)
@pytest.mark.parametrize("name", ["n", "size"])
def test_a_bad_number_is_named_at_the_call(name: str, bad: Any) -> None:
    numbers = {"n": 5, "size": 2} | {name: bad}
    with pytest.raises(ValueError, match=f"{name} must be a whole .*, got {bad!r}"):
        epoch_batches(**numbers, random=rng())


@pytest.mark.parametrize("bad", [0, None, np.random], ids=["seed", "none", "module"])
def test_what_cannot_draw_is_named_at_the_call(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"random must be a numpy Generator"):
        epoch_batches(5, 2, bad)
