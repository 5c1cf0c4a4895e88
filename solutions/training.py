"""A network, trained in mini-batches by any optimizer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import index
from typing import Any

import numpy as np
from numpy.typing import NDArray

from descent.network import Labels, Network
from descent.optimizer import Array, Optimizer
from solutions.batches import epoch_batches
from solutions.validated import require


def train(
    rule: Optimizer[Any],
    network: Network,
    x: Array,
    y: Labels,
    size: int,
    steps: int,
    random: np.random.Generator,
) -> Array:
    """Return the weights at the start and after each of `steps` updates.

    Rule::

        w_0 = a start of the network, drawn first
        for t = 1, 2, ..., steps:
            w_t = one step of the rule from w_{t-1}, on the next batch

    The batches are those of shuffled epochs, one after the other: no row comes again before each
    has come once.

    Parameters
    ----------
    rule : Optimizer
        Its memory begins with the run.
    network : Network
        It gives the start, ``network.init(random)``, and gradients.
    x : array, shape (n, inputs)
        The samples to train on, and no others.
    y : array of int, shape (n,)
        Their classes.
    size : int
        Samples in a batch, 1 to n; the last batch of an epoch has what is left.
    steps : int
        Updates; 0 or more.
    random : numpy.random.Generator
        Draws the start and then the order of each epoch, so that one seed is one run.

    Returns
    -------
    array, shape (steps + 1, network.size)
        The weights of the start and after each update.

    Raises
    ------
    ValueError
        If `steps` is negative or `size` does not fit; and whatever the rule raises: those of the
        key stop with one when a gradient is no longer a number, as in a run that flies off.

    References
    ----------
    Bottou, Curtis and Nocedal 2018, doi:10.1137/16M1080173, arXiv:1606.04838.

    Examples
    --------
    >>> from solutions import Adam
    >>> network, random = Network((1, 2)), np.random.default_rng(0)
    >>> x, y = np.array([[-2.0], [-1.0], [1.0], [2.0]]), np.array([0, 0, 1, 1])
    >>> places = train(Adam(lr=0.1), network, x, y, size=2, steps=60, random=random)
    >>> places.shape, network.accuracy(places[-1], x, y)
    ((61, 4), 1.0)
    """
    require("steps", steps, lambda n: index(n) >= 0, "a whole number of at least 0")
    w = network.init(random)
    batches = islice(endless(len(y), size, random), steps)
    return training_run(rule, network, w, x, y, batches)


def training_run(
    rule: Optimizer[Any],
    network: Network,
    w: Array,
    x: Array,
    y: Labels,
    batches: Iterable[NDArray[np.integer]],
) -> Array:
    """Return the weights at the start and after one step of the rule on each batch.

    Parameters
    ----------
    rule : Optimizer
        Its memory begins with the run. It asks for one gradient a step, at a place of its choice.
    network : Network
        ``network.gradient(w, x, y)`` is the mean gradient over the samples that it is handed.
    w : array, shape (network.size,)
        The weights to start from.
    x : array, shape (n, inputs)
        The samples, a row each.
    y : array of int, shape (n,)
        Their classes.
    batches : iterable of arrays of int
        The rows of each batch, in the order in which they come.

    Returns
    -------
    array, shape (number of batches + 1, network.size)
        The weights of the start and after each step.

    References
    ----------
    Bottou, Curtis and Nocedal 2018, doi:10.1137/16M1080173, arXiv:1606.04838.

    Examples
    --------
    >>> from solutions import GradientDescent
    >>> network, x, y = Network((1, 2)), np.array([[-1.0], [1.0]]), np.array([0, 1])
    >>> places = training_run(GradientDescent(lr=0.5), network, np.zeros(4), x, y, [[0], [1], [0]])
    >>> places.shape, network.accuracy(places[-1], x, y)
    ((4, 4), 1.0)
    """
    state, places = rule.init(w), [w]
    for rows in batches:

        def grad(at: Array, rows: NDArray[np.integer] = rows) -> Array:
            return network.gradient(at, x[rows], y[rows])

        w, state = rule.step(w, grad, state)
        places.append(w)
    return np.array(places)


def endless(n: int, size: int, random: np.random.Generator) -> Iterator[NDArray[np.integer]]:
    """Give the rows of one batch after another, epoch after epoch, without end.

    Parameters
    ----------
    n, size, random
        As in `epoch_batches`.
    """
    while True:
        yield from epoch_batches(n, size, random)
