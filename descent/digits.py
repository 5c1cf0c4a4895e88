"""Real data that come with the kit: handwritten digits, small enough to learn in a second."""

from __future__ import annotations

from importlib import resources

import numpy as np
from numpy.typing import NDArray

INKS = "0123456789abcdefg"  # how the file writes 0 to 16


def digits() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return 1,797 handwritten digits: the images and what they show.

    Each image has 8 rows of 8 pixels. A pixel is the share of ink in a block of 4 by 4 points of
    a bitmap of 32 by 32: 0 is paper, 1 is full of ink, in sixteenths.

    Returns
    -------
    images : array of float64, shape (1797, 64)
        A row an image, its pixels row by row, in [0, 1]; ``images[i].reshape(8, 8)`` is a picture.
    labels : array of int64, shape (1797,)
        The digit that each image shows, 0 to 9; each occurs 174 to 183 times.

        Both arrays are new at every call, the caller's to change.

    Notes
    -----
    The order is the source's: shuffle before splitting. These are the digits of
    ``sklearn.datasets.load_digits``, whose pixels run from 0 to 16. Licence: Creative Commons
    Attribution 4.0 (CC BY 4.0); whoever passes the data on names the authors.
    ``descent/data/digits.LICENSE.txt`` says what was changed.

    References
    ----------
    Alpaydin and Kaynak 1998, "Optical Recognition of Handwritten Digits", UCI Machine Learning
    Repository, doi:10.24432/C50P49: its test part, written by 13 people.

    Examples
    --------
    >>> images, labels = digits()
    >>> images.shape, labels[:10].tolist()
    ((1797, 64), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    >>> for row in images[0].reshape(8, 8):
    ...     print("".join("-+*#"[int(3 * ink)] for ink in row))
    ---*+---
    --**+*--
    --*--*+-
    --*--++-
    --+--++-
    --*--*+-
    --*-+*--
    --+*+---
    """
    lines = (resources.files("descent") / "data" / "digits.txt").read_text("ascii").split("\n")[:-1]
    labels = np.array([int(line[0]) for line in lines], dtype=np.int64)
    sixteenths = np.array([[INKS.index(ink) for ink in line[2:]] for line in lines])
    return sixteenths / 16, labels
