"""A multilayer perceptron on one flat vector of weights, its gradient by hand.

>>> network = Network((2, 3, 2))
>>> w = network.init(np.random.default_rng(0))
>>> w.shape, network.layers
((17,), (slice(0, 6, None), slice(6, 9, None), slice(9, 15, None), slice(15, 17, None)))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from descent.optimizer import Array

Labels = NDArray[np.integer]


class Activation(NamedTuple):
    """What a hidden unit does with its score z, and how its weights start.

    `value` makes h of z; `slope` is dh/dz, written in h, which the backward pass has at hand;
    `draw` makes a matrix of (inputs, outputs) weights.
    """

    value: Callable[[Array], Array]
    slope: Callable[[Array], NDArray[Any]]
    draw: Callable[[np.random.Generator, int, int], Array]


def glorot(random: np.random.Generator, inputs: int, outputs: int) -> Array:
    """Draw a matrix of variance 2 / (inputs + outputs), uniformly.

    It keeps the size of signals the same on the way forth and of gradients on the way back, as
    nearly as one number can, for units that are straight around zero: Glorot and Bengio 2010,
    "Understanding the difficulty of training deep feedforward neural networks", PMLR 9, eq. 16.
    """
    most = float(np.sqrt(6 / (inputs + outputs)))
    return random.uniform(-most, most, size=(inputs, outputs))


def he(random: np.random.Generator, inputs: int, outputs: int) -> Array:
    """Draw a matrix of variance 2 / inputs, normally.

    The 2 makes up for the half of all units that are silent: He, Zhang, Ren and Sun 2015,
    "Delving deep into rectifiers", arXiv:1502.01852, eq. 10.
    """
    return random.normal(scale=float(np.sqrt(2 / inputs)), size=(inputs, outputs))


ACTIVATIONS = {
    "tanh": Activation(np.tanh, lambda h: 1 - h**2, glorot),
    "relu": Activation(lambda z: np.maximum(z, 0), lambda h: h > 0, he),
}


@dataclass(frozen=True)
class Network:
    """Tell classes apart by layers of weighted sums.

    Rule, for layers k = 1 ... K, with h_0 = x, a row a sample::

        z_k = h_{k-1} W_k + b_k          scores
        h_k = activation(z_k)            hidden values, for k < K
        p = softmax(z_K)                 probabilities of the classes
        L(w) = mean of -log p[i, y_i]    cross-entropy, in nats

    and the gradient, from the last layer back, with d_k = dL / dz_k::

        d_K = (p - Y) / n                Y: 1 at the right class of each sample, else 0
        dL / dW_k = h_{k-1}^T d_k
        dL / db_k = sum of the rows of d_k
        d_{k-1} = (d_k W_k^T) * activation'(z_{k-1})

    Parameters
    ----------
    sizes : tuple of int
        Inputs, units of each hidden layer, classes. Two numbers make softmax regression.
    activation : "tanh" or "relu", default "tanh"
        What hidden units do. It also says how matrices start: as `glorot` or as `he`.

    Attributes
    ----------
    size : int
        Number of weights, offsets included: the length of `w`.
    layers : tuple of slices
        Where W_1, b_1, W_2, b_2, ... lie in the flat `w`: one slice an array, in this order, which
        cover it without a gap. It is what a rule by layers wants: ``LAMB(layers=network.layers)``.

    Raises
    ------
    ValueError
        If `sizes` are not at least two whole numbers above 0 or the activation is unknown; later,
        if `w`, `x` or `y` do not fit, or a label is not one of the classes.

    Notes
    -----
    For w, x and y in the methods: `w` is flat, shape (size,); `x` is of shape (n, inputs); `y`
    holds n whole numbers, 0 to classes - 1. None is changed. At z = 0 the slope of relu is taken
    as 0, as in torch.

    References
    ----------
    Rumelhart, Hinton and Williams 1986, "Learning representations by back-propagating errors",
    doi:10.1038/323533a0. For how it starts, see `glorot` and `he`.

    Examples
    --------
    Exclusive or, which no single layer can learn:

    >>> x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    >>> network = Network((2, 4, 2))
    >>> w = network.init(np.random.default_rng(0))
    >>> for _ in range(500):
    ...     w = w - 0.5 * network.gradient(w, x, y)
    >>> network.predict(w, x), network.accuracy(w, x, y)
    (array([0, 1, 1, 0]), 1.0)
    """

    sizes: tuple[int, ...]
    activation: str = "tanh"

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", tuple(self.sizes))  # a list would do, but can be changed
        whole = all(isinstance(m, int | np.integer) and m > 0 for m in self.sizes)
        if not whole or len(self.sizes) < 2 or self.sizes[-1] < 2:
            raise ValueError(
                "sizes must be whole numbers above 0: inputs, hidden units, and last the classes, "
                f"at least 2; got {self.sizes}"
            )
        if self.activation not in ACTIVATIONS:
            known = " or ".join(ACTIVATIONS)
            raise ValueError(f"activation must be {known}, got {self.activation!r}")

    @cached_property
    def layers(self) -> tuple[slice, ...]:
        """Where each matrix and each row of offsets lies in `w`."""
        lengths = [m for a, b in pairwise(self.sizes) for m in (a * b, b)]
        return tuple(slice(a, b) for a, b in pairwise(accumulate(lengths, initial=0)))

    @property
    def size(self) -> int:
        """The length of `w`."""
        return int(self.layers[-1].stop)

    def unpack(self, w: Array) -> list[tuple[Array, Array]]:
        """Return W_k, of shape (inputs, outputs), and b_k of every layer: views into `w`."""
        if np.shape(w) != (self.size,):
            raise ValueError(f"w must be of shape ({self.size},), got {np.shape(w)}")
        return [
            (w[matrix].reshape(a, b), w[offset])
            for (a, b), matrix, offset in zip(
                pairwise(self.sizes), self.layers[::2], self.layers[1::2], strict=True
            )
        ]

    def init(self, random: np.random.Generator) -> Array:
        """Return a place to start from: matrices as the activation wants them, offsets 0."""
        w = np.zeros(self.size)
        for W, _ in self.unpack(w):
            W[:] = ACTIVATIONS[self.activation].draw(random, *W.shape)
        return w

    def forward(self, w: Array, x: Array) -> tuple[list[Array], Array]:
        """Return the hidden values h_0 ... h_{K-1} and the last scores z_K, shape (n, classes)."""
        layers = self.unpack(w)
        h = [_inputs(x, self.sizes[0])]
        for W, b in layers[:-1]:
            h.append(ACTIVATIONS[self.activation].value(h[-1] @ W + b))
        W, b = layers[-1]
        return h, h[-1] @ W + b

    def value(self, w: Array, x: Array, y: Labels) -> Array:
        """Return the mean cross-entropy at `w` in nats; log(classes) for a guess."""
        _, z = self.forward(w, x)
        y = _labels(y, z.shape)
        loss: Array = -log_softmax(z)[np.arange(len(y)), y].mean()
        return loss

    def gradient(self, w: Array, x: Array, y: Labels) -> Array:
        """Return the gradient of `value` at `w`, shaped like `w`, by backpropagation."""
        h, z = self.forward(w, x)
        y = _labels(y, z.shape)
        g = np.zeros_like(w, dtype=np.result_type(w, np.float32))
        layers, slopes = self.unpack(w), self.unpack(g)  # slopes: views, so that g fills up

        p, Y = np.exp(log_softmax(z)), np.eye(z.shape[1])[y]
        d = (p - Y) / len(y)
        for k in reversed(range(len(layers))):
            W, _ = layers[k]
            dW, db = slopes[k]
            dW[:] = h[k].T @ d
            db[:] = d.sum(axis=0)
            if k > 0:
                d = (d @ W.T) * ACTIVATIONS[self.activation].slope(h[k])
        return g

    def predict(self, w: Array, x: Array) -> Labels:
        """Return the most probable class of each sample, shape (n,); of equals, the first."""
        _, z = self.forward(w, x)
        best: Labels = z.argmax(axis=1)
        return best

    def accuracy(self, w: Array, x: Array, y: Labels) -> float:
        """Return the share of samples whose class is predicted, in [0, 1]."""
        best = self.predict(w, x)
        return float((best == _labels(y, (len(best), self.sizes[-1]))).mean())


def log_softmax(z: Array) -> Array:
    """Return log p for p = exp(z) / sum(exp(z)), row by row, shape (n, classes).

    The largest score of a row is taken off first. It changes no p, and then nothing overflows:
    log p of a score 1000 below the best is -1000, not the logarithm of 0.
    """
    z = z - z.real.max(axis=1, keepdims=True)
    log_p: Array = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return log_p


def _inputs(x: Any, inputs: int) -> Array:
    h: Array = np.asarray(x)
    if h.ndim != 2 or h.shape[1] != inputs or not len(h):
        raise ValueError(f"x must be of shape (samples, {inputs}), got {h.shape}")
    return h


def _labels(y: Any, shape: tuple[int, ...]) -> Labels:
    y = np.asarray(y)
    samples, classes = shape
    if y.shape != (samples,) or y.dtype.kind not in "iu":
        raise ValueError(f"y must be {samples} whole numbers, got shape {y.shape} of {y.dtype}")
    odd = y[(y < 0) | (y >= classes)]
    if odd.size:
        raise ValueError(f"y must be classes from 0 to {classes - 1}, got {odd[0]}")
    labels: Labels = y
    return labels
