"""Right answers on samples that are set apart, and on when to stop, as people write them."""

from __future__ import annotations

from typing import Any

import numpy as np


def split_by_shuffle(n: int, validation: int, test: int, random: Any) -> Any:
    rows = np.arange(n)
    random.shuffle(rows)
    return np.split(rows, [n - validation - test, n - test])


def split_from_the_front(n: int, validation: int, test: int, random: Any) -> Any:
    rows = random.permutation(n).tolist()
    return rows[validation + test :], rows[:validation], rows[validation : validation + test]


def split_by_choice(n: int, validation: int, test: int, random: Any) -> Any:
    apart = random.choice(n, validation + test, replace=False)
    return np.setdiff1d(np.arange(n), apart), apart[:validation], apart[validation:]


def split_by_masks(n: int, validation: int, test: int, random: Any) -> Any:
    where = np.repeat([0, 1, 2], [n - validation - test, validation, test])
    random.shuffle(where)
    return tuple(np.flatnonzero(where == k) for k in range(3))


def split_by_sorting(n: int, validation: int, test: int, random: Any) -> Any:
    rows = sorted(range(n), key=lambda _: random.random())
    judged = [rows.pop() for _ in range(test)]
    chosen = [rows.pop() for _ in range(validation)]
    return rows, chosen, judged


def split_as_floats(n: int, validation: int, test: int, random: Any) -> Any:
    order = np.argsort(random.random(n)).astype(float)
    return [order[validation + test :], order[test : validation + test], order[:test]]


def kept_by_counting(losses: Any, patience: int) -> int:
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best, waited = epoch, 0
        else:
            waited += 1
            if waited == patience:
                return best
    return best


def kept_by_slices(losses: Any, patience: int) -> Any:
    for epoch in range(len(losses)):
        if (
            min(losses[epoch:][1 : patience + 1], default=np.inf)
            >= losses[epoch]
            == min(losses[: epoch + 1])
        ):
            return losses[: epoch + 1].tolist().index(losses[epoch])
    raise AssertionError


def kept_by_the_lowest_so_far(losses: Any, patience: int) -> Any:
    lowest = np.minimum.accumulate(losses)
    new = np.flatnonzero(np.append(True, lowest[1:] < lowest[:-1]))
    gaps = np.diff(np.append(new, len(losses) + patience))
    return new[np.argmax(gaps > patience)] if np.any(gaps > patience) else new[-1]


def kept_by_a_while(losses: Any, patience: int) -> int:
    epoch, best = 1, (losses[0], 0)
    while epoch < len(losses) and epoch <= best[1] + patience:
        best = min(best, (losses[epoch], epoch))
        epoch += 1
    return best[1]


def kept_by_a_stopped_list(losses: Any, patience: int) -> Any:
    seen: list[float] = []
    for loss in losses:
        seen.append(loss)
        if len(seen) > patience and min(seen[:-patience]) <= min(seen[-patience:]):
            break
    return np.argmin(seen)


def kept_by_an_iterator(losses: Any, patience: int) -> np.int64:
    following = iter(enumerate(losses))
    best, lowest = next(following)
    for epoch, loss in following:
        if loss < lowest:
            best, lowest = epoch, loss
        elif epoch >= best + patience:
            break
    return np.int64(best)


RIGHT: dict[str, list[Any]] = {
    "three_sets": [
        split_by_shuffle,
        split_from_the_front,
        split_by_choice,
        split_by_masks,
        split_by_sorting,
        split_as_floats,
    ],
    "kept_epoch": [
        kept_by_counting,
        kept_by_slices,
        kept_by_the_lowest_so_far,
        kept_by_a_while,
        kept_by_a_stopped_list,
        kept_by_an_iterator,
    ],
}
