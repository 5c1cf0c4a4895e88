"""Real data: the loss of the course's network for handwritten digits, along two directions.

A batch is drawn from its 64 images at each step, so the noise of a gradient is that of the images.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

import numpy as np

from descent.loss import Loss
from descent.optimizer import Array
from descent.playground.noise import bits

PLANE = json.loads((Path(__file__).parent / "digits.json").read_text(encoding="utf-8"))
"""Margins of the images and their slopes, as `course.digits_plane` worked them out, rounded."""

MARGINS = np.array(PLANE["scales"])[:, None, None] * np.array(PLANE["numbers"])
IMAGES = MARGINS.shape[1]
WINDOW = ((-8.0, 8.0), (-8.0, 8.0))
START = (-6.5, 6.0)


def digits(batch: int = IMAGES) -> Loss:
    """Return the mean cross-entropy of 64 images, in nats, over a plane of weights.

    The weights are those of a network of 64, 16 and 10 units after two epochs; w[0] and w[1] move
    those of its last layer along two directions of length 1. The images took no part in training.

    Parameters
    ----------
    batch : int, default 64
        How many images each gradient is of: 1 to 64. The loss itself, and the gradient of what is
        returned, are always of all; `sampled` is what an optimizer sees.

    Raises
    ------
    ValueError
        If `batch` is not a whole number from 1 to 64.
    """
    if isinstance(batch, bool) or batch != int(batch) or not 1 <= batch <= IMAGES:
        raise ValueError(f"batch must be a whole number from 1 to {IMAGES}, got {batch!r}")
    return _whole()


def sampled(loss: Loss, batch: int, seed: int) -> Loss:
    """Return the loss with gradients of `batch` images, drawn without replacement, for one run.

    Call number c of the gradient sees the c-th batch of its seed: racers see the same batches.
    """
    if batch == IMAGES:
        return loss
    calls = count()

    def gradient(w: Array) -> Array:
        slope: Array = _gradients(w, drawn(batch, seed, next(calls))).mean(axis=0)
        return slope

    return replace(loss, gradient=gradient)


def drawn(batch: int, seed: int, call: int) -> list[int]:
    """Return the images of a batch: the first places of a shuffle (Fisher and Yates)."""
    images = list(range(IMAGES))
    for j, x in enumerate(bits(seed, IMAGES * call + np.arange(batch)).tolist()):
        k = j + x % (IMAGES - j)
        images[j], images[k] = images[k], images[j]
    return images[:batch]


def _value(w: Array) -> Array:
    """Return -log p of the right digit, the mean over images, at one place or over a grid."""
    if np.ndim(w) == 1:
        mean: Array = _surprise(MARGINS, w).mean()
        return mean
    numbers = MARGINS[(..., *[None] * (np.ndim(w) - 1))]  # image by image: a grid has many places
    height: Array = np.mean([_surprise(numbers[:, i : i + 1], w)[0] for i in range(IMAGES)], axis=0)
    return height


def _surprise(margins: Array, w: Array) -> Array:
    """Return -log p for each image; the largest score is taken off first, or `exp` overflows."""
    c, u, v = margins
    score = c + w[0] * u + w[1] * v
    most = np.maximum(score.max(axis=1, keepdims=True), 0)
    total: Array = most + np.log(np.exp(-most) + np.exp(score - most).sum(axis=1, keepdims=True))
    return total[:, 0]


def _gradients(w: Array, images: list[int] | slice = slice(None)) -> Array:
    """Return the gradient of each image at one place, shape (images, 2)."""
    c, u, v = MARGINS[:, images]
    p = np.exp(c + w[0] * u + w[1] * v - _surprise(MARGINS[:, images], w)[:, None])
    return np.stack([(p * u).sum(axis=1), (p * v).sum(axis=1)], axis=1)


@cache
def _whole() -> Loss:
    start = np.array(START)
    return Loss("digits", _value, lambda w: _gradients(w).mean(axis=0), (_lowest(),), start, WINDOW)


def _lowest() -> Array:
    """Return the lowest place, by Newton's method: the loss is convex."""
    w = np.zeros(2)
    for _ in range(50):
        slope, h = _gradients(w).mean(axis=0), 1e-4
        bend = [(_gradients(w + d) - _gradients(w - d)).mean(axis=0) for d in h * np.eye(2)]
        w = w - np.linalg.solve(np.array(bend) / (2 * h), slope)
    return w
