"""The loss of the digits' network along two directions, as the playground carries it.

Both directions lie in the last layer, whose scores are straight in its weights: along them the loss
of every image is known exactly from its scores in one place and their two slopes. A hidden layer
would bend them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from descent import digits
from descent.network import Network, log_softmax
from descent.optimizer import Array
from solutions import Adam, training_run

IMAGES = 64
NETWORK = Network((64, 16, 10))
EPOCHS, BATCH, RATE = 2, 32, 0.01
SECOND = 8  # which of the curvatures the second direction has, the largest being number 0
MOST = 127  # numbers are rounded to whole ones of up to this size


def trained() -> tuple[Array, Array, Any]:
    """Return weights, and the images with their labels that took no part in training them."""
    images, labels = digits()
    order = np.random.default_rng(0).permutation(len(images))
    shown, rest = order[:IMAGES], order[IMAGES:]
    w, random = NETWORK.init(np.random.default_rng(0)), np.random.default_rng(1)
    epochs = (random.permutation(rest) for _ in range(EPOCHS))
    batches = (batch for one in epochs for batch in np.array_split(one, len(rest) // BATCH))
    places = training_run(Adam(lr=RATE), NETWORK, w, images, labels, batches)
    return places[-1], images[shown], labels[shown]


def directions(w: Array, x: Array) -> list[Array]:
    """Return two directions of length 1, shaped like the weights `w`, for the images `x`.

    The loss is curved along the first as strongly as anywhere in the last layer, along the second
    less: a valley.
    """
    h, z = NETWORK.forward(w, x)
    inner = np.hstack([h[-1], np.ones((len(x), 1))])  # the offset's input is 1
    p = np.exp(log_softmax(z))
    spread = np.einsum("ij,jk->ijk", p, np.eye(10)) - np.einsum("ij,ik->ijk", p, p)
    hessian = np.einsum("ia,ib,ijk->ajbk", inner, inner, spread) / len(x)
    size = inner.shape[1] * 10
    vectors = np.linalg.eigh(hessian.reshape(size, size))[1][:, ::-1]
    found = []
    for vector in (vectors[:, 0], vectors[:, SECOND]):
        whole = np.zeros_like(w)
        whole[-size:] = vector * np.sign(vector[np.abs(vector).argmax()])  # else it might be either
        found.append(whole)
    return found


def plane() -> dict[str, Any]:
    """Return how far the score of each wrong digit is above that of the right one, for each image.

    Returns
    -------
    dict
        `scales` times `numbers`, of shape (3, images, 9): this margin where the weights are as
        trained, and its slopes along the two directions.
    """
    w, x, y = trained()
    first, second = directions(w, x)
    scores = [NETWORK.forward(at, x)[1] for at in (w, w + first, w + second)]
    margins = [z - z[np.arange(len(y)), y][:, None] for z in scores]
    margins = [margins[0], margins[1] - margins[0], margins[2] - margins[0]]
    wrong = np.arange(10) != y[:, None]
    kinds = [m[wrong].reshape(len(y), 9) for m in margins]
    scales = [float(np.abs(kind).max() / MOST) for kind in kinds]
    rounded = [np.rint(kind / scale).astype(int) for kind, scale in zip(kinds, scales, strict=True)]
    return {"scales": [round(s, 6) for s in scales], "numbers": [k.tolist() for k in rounded]}
