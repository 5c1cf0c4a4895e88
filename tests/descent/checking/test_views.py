"""What is seen of an epoch of batches, and of rows set apart, in words."""

from __future__ import annotations

from typing import Any

import pytest

from descent.checking.views import batches, sets


@pytest.mark.parametrize(("epoch", "sizes", "rows", "order"), [
    ([[2, 0], [1]], "batches of 2 + 1", "every row once", "in a new order"),
    ([[0, 1], [2]], "batches of 2 + 1", "every row once", "in the old order"),
    ([[2], [0, 1]], "batches of 1 + 2", "every row once", "only the batches in a new order"),
    ([[2, 0]], "batches of 2", "some rows left out", "in a new order"),
    ([[2, 0], [1, 2]], "batches of 2 + 2", "some rows more than once", "in a new order"),
    ([[2, 0], [2]], "batches of 2 + 1", "some rows more than once and some rows left out",
     "in a new order"),
    ([[3, 1], [2], []], "batches of 2 + 1 + 0",
     "numbers of rows that are not there, some rows left out", "in a new order"),
    ([2, 0, 1], "single rows, no batches", "every row once", "in a new order"),
    ([[2], [0], [1]], "batches of 1 + 1 + 1", "every row once", "in a new order"),
    ([], "no batches", "some rows left out", "in the old order"),
])  # fmt: skip
def test_an_epoch_in_words(epoch: Any, sizes: str, rows: str, order: str) -> None:
    assert batches([epoch], [[3, 2, {}]]) == [[sizes, rows, order]]


@pytest.mark.parametrize(("split", "said"), [
    ([[3, 0], [1], [2]], ["sets of 2 + 1 + 1", "every row once", "in a new order"]),
    ([[2, 3], [0], [1]], ["sets of 2 + 1 + 1", "every row once", "only the sets in a new order"]),
    ([3, 0, 1, 2], ["single rows, no sets", "every row once", "in a new order"]),
])  # fmt: skip
def test_sets_are_told_as_batches_are(split: Any, said: list[str]) -> None:
    assert sets([split], [[4, 1, 1, {}]]) == [said]


def test_an_order_that_came_before_is_told() -> None:
    epochs = [[[2, 0], [1]], [[1, 0], [2]], [[2, 0], [1]], [[1, 0], [2]]]
    seen = batches(epochs, [[3, 2, {}]] * 4)
    assert [words[2] for words in seen] == [
        "in a new order",
        "in a new order",
        "in the same order as by call 1",
        "in the same order as by call 2",
    ]


@pytest.mark.parametrize("result", [3.0, "ab", [["a"]], [[[1.0]]]])
def test_what_is_no_epoch_is_refused(result: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        batches([result], [[3, 2, {}]])
