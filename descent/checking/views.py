"""What of a result counts, where right answers may differ in the rest.

A case names its view; the examiner looks at all its results through it, and what is seen of each
is what is compared and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from descent.checking.counterexample import counterexample


def batches(results: Sequence[Any], arguments: Sequence[Any], nouns: str = "batches") -> list[Any]:
    """Epochs of batches, in words: their sizes, whether each row comes once, and the order."""
    # Single rows are taken for batches of one, and told as what they are.
    epochs = [[b if isinstance(b, list) else [b] for b in epoch] for epoch in results]
    orders = [[float(row) for batch in epoch for row in batch] for epoch in epochs]
    return [
        [_sizes(results[k], nouns), _rows(orders[k], int(n)), _order(epoch, orders, k, nouns)]
        for k, (epoch, (n, *_)) in enumerate(zip(epochs, arguments, strict=True))
    ]


def sets(results: Sequence[Any], arguments: Sequence[Any]) -> list[Any]:
    """Rows set apart, told as batches are."""
    return batches(results, arguments, "sets")


def _sizes(epoch: Sequence[Any], nouns: str) -> str:
    if not all(isinstance(batch, list) for batch in epoch):
        return f"single rows, no {nouns}"
    sizes = " + ".join(str(len(batch)) for batch in epoch)
    return f"{nouns} of {sizes}" if sizes else f"no {nouns}"


def _rows(order: list[float], n: int) -> str:
    """How often the rows come: every one of them once, or what is wrong with them."""
    times = [order.count(row) for row in range(n)]
    strange = "numbers of rows that are not there, " * (not set(order) <= set(range(n)))
    often, missing = max(times) > 1, min(times) == 0
    if often or missing:
        some = ["some rows more than once"] * often + ["some rows left out"] * missing
        return strange + " and ".join(some)
    return strange + "every row once"


def _order(epoch: Sequence[Any], orders: Sequence[Any], k: int, nouns: str) -> str:
    """Whether the rows are mixed, and anew: against the results before."""
    if np.all(np.diff(orders[k]) == 1):
        return "in the old order"
    longer = [batch for batch in epoch if len(batch) > 1]
    if longer and all(np.all(np.diff(batch) == 1) for batch in longer):
        return f"only the {nouns} in a new order"
    if orders[k] in orders[:k]:
        return f"in the same order as by call {orders.index(orders[k]) + 1}"
    return "in a new order"


VIEWS: dict[str, Callable[[Sequence[Any], Sequence[Any]], list[Any]]] = {
    "batches": batches,
    "sets": sets,
    "counterexample": counterexample,
}
