"""The noise of mini-batches, from a seed; bit for bit that of `js/noise.js`."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import numpy as np
from numpy.typing import NDArray

from descent.loss import Loss
from descent.optimizer import Array

DRAWS = 12  # whose sum has a variance of 1


def bits(seed: int, k: NDArray[np.integer]) -> NDArray[np.uint32]:
    """Return numbers `k` of the sequence of a seed: whole, even over 0 .. 2^32 - 1.

    Mulberry32 (Ettinger 2017): a counter, mixed by shifts and products modulo 2^32.
    """
    one, seven, fourteen, fifteen = (np.uint32(n) for n in (1, 7, 14, 15))
    a = np.uint32(seed) + (k + 1).astype(np.uint32) * np.uint32(0x6D2B79F5)
    z = (a ^ (a >> fifteen)) * (a | one)
    z ^= z + (z ^ (z >> seven)) * (z | np.uint32(61))
    mixed: NDArray[np.uint32] = z ^ (z >> fourteen)
    return mixed


def normal(seed: int, k: int | NDArray[np.integer]) -> Array:
    """Return errors number `k`: mean 0, spread 1, and all but normally distributed.

    Each is a sum of twelve even draws, less six. Such sums are exact, so that no two languages
    can differ in the last digit, as they would over a logarithm.
    """
    draws = np.asarray(k)[..., None] * DRAWS + np.arange(DRAWS)
    total: Array = (bits(seed, draws) / 2**32).sum(axis=-1) - DRAWS / 2
    return total


def noisy(loss: Loss, size: float, seed: int) -> Loss:
    """Return a loss whose gradients are off by errors of spread `size`, for one run.

    Call number c of the gradient draws errors c d to c d + d - 1 for its d coordinates, as if it
    saw the c-th mini-batch: racers of one seed see the same batches.
    """
    if size == 0:
        return loss
    calls = count()

    def gradient(w: Array) -> Array:
        slope = np.asarray(loss.gradient(w))
        first = next(calls) * slope.size
        errors = normal(seed, np.arange(first, first + slope.size)).reshape(slope.shape)
        return slope + size * errors

    return replace(loss, gradient=gradient)
