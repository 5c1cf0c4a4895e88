"""A comparison that means something: tune first, then judge by fresh starts and unseen samples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from descent.network import Labels, Network
from descent.optimizer import Array, Optimizer
from solutions.training import train
from solutions.validated import require

Samples = tuple[Array, Labels]
"""Samples, a row each, and their classes."""


def _some(given: Sequence[Any]) -> bool:
    return len(given) > 0


def scores(
    rule: Optimizer[Any],
    network: Network,
    sets: tuple[Samples, Samples, Samples],
    size: int,
    steps: int,
    seed: int,
) -> list[float]:
    """Return what one run of `train` comes to, for a `fair_trial`.

    Parameters
    ----------
    rule, network, size, steps
        As in `train`.
    sets : three pairs (x, y)
        Samples to train on, to choose by (the validation set) and to judge by (the test set).
    seed : int
        Of the run: its start and its batches.

    Returns
    -------
    list of four floats
        The loss to choose by, the training loss, the loss to judge by, and the accuracy there, all
        at the end. Where a run has flown off the losses are infinite and the accuracy is 0.
    """
    to_train, to_choose, to_judge = sets
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        try:
            w = train(rule, network, *to_train, size, steps, np.random.default_rng(seed))[-1]
        except ValueError:  # a gradient that is no number
            return [np.inf, np.inf, np.inf, 0.0]
        heights = [float(network.value(w, *some)) for some in (to_choose, to_train, to_judge)]
    accuracy = network.accuracy(w, *to_judge)
    return [h if np.isfinite(h) else np.inf for h in heights] + [float(accuracy)]


def fair_trial(
    run: Callable[[float, int], Sequence[float]],
    rates: Sequence[float],
    tuning: Sequence[int],
    fresh: Sequence[int],
) -> tuple[float, Array]:
    """Return the best of some rates, and what runs at it from fresh starts come to.

    Rule::

        best = the rate whose runs from the seeds `tuning` have the lowest mean first score
        then one run at `best` from each seed of `fresh`

    Parameters
    ----------
    run : callable
        ``run(lr, seed)`` trains from the start and returns scores: first the one to choose by, a
        loss on samples that were not trained on, then whatever is to be reported.
    rates : sequence of float
        What to try; every method in a comparison gets as many.
    tuning : sequence of int
        Seeds to choose the rate with.
    fresh : sequence of int
        Seeds to judge with: others, as the best of several is flattered by its own luck.

    Returns
    -------
    best : float
        The rate chosen; of equals the first.
    scores : array, shape (len(fresh), number of scores)
        What the runs from fresh starts came to, a row a run.

    Raises
    ------
    ValueError
        If there is no rate or no seed, or a seed is used for both, or no rate has a finite mean.

    Notes
    -----
    A run that flies off should score infinity: a rate is then out, however good its other runs.

    References
    ----------
    Choi et al. 2019, arXiv:1910.05446. Dahl et al. 2023, arXiv:2306.07179.

    Examples
    --------
    >>> luck = {0: 0.1, 1: -0.1, 7: 0.0, 8: 0.3}
    >>> def run(lr, seed):
    ...     return [(lr - 2) ** 2 + luck[seed]]
    >>> best, scores = fair_trial(run, rates=[1, 2, 4], tuning=[0, 1], fresh=[7, 8])
    >>> best, scores.tolist()
    (2, [[0.0], [0.3]])
    """
    require("rates", rates, _some, "a list of at least one")
    require("tuning", tuning, _some, "a list of at least one")
    require("fresh", fresh, _some, "a list of at least one")
    shared = {*tuning} & {*fresh}
    if shared:
        raise ValueError(f"fresh must not repeat seeds of tuning, got {sorted(shared)} in both")
    means = [float(np.mean([run(lr, seed)[0] for seed in tuning])) for lr in rates]
    if not np.isfinite(means).any():
        raise ValueError(f"no rate of {list(rates)!r} has a finite mean score: widen the range")
    best = rates[int(np.nanargmin(np.where(np.isfinite(means), means, np.inf)))]
    return best, np.array([run(best, seed) for seed in fresh])


def paired_difference(first: Array, second: Array) -> tuple[float, float]:
    """Return by how much one method is ahead over shared seeds, and how sure that is.

    Rule, with d_i = first_i - second_i, the difference of the two runs of seed i, of n seeds::

        mean d, and its standard error s / sqrt(n), where s^2 = sum (d_i - mean d)^2 / (n - 1)

    Parameters
    ----------
    first, second : array, shape (n,)
        Losses of two methods; entry i of both comes from the same seed. n is at least 2.

    Returns
    -------
    mean, error : float
        Below zero, the first is ahead. A mean of less than about two errors shows nothing.

    Notes
    -----
    mean / error is the statistic of ``scipy.stats.ttest_rel(first, second)``.

    References
    ----------
    Bouthillier et al. 2021, "Accounting for variance in machine learning benchmarks",
    arXiv:2103.03098.

    Examples
    --------
    >>> paired_difference(np.array([1.0, 2.0, 3.0]), np.array([1.5, 3.5, 4.0]))[0]
    -1.0
    """
    apart = np.asarray(first) - np.asarray(second)
    return float(np.mean(apart)), float(np.std(apart, ddof=1) / np.sqrt(len(apart)))
