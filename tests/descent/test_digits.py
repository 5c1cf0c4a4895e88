"""The digits: that they are those of the source, whole, and that a network learns them."""

from __future__ import annotations

import hashlib
from importlib import resources
from itertools import chain

import numpy as np

from descent import Loss, minimize
from descent.digits import digits
from descent.minibatch import MiniBatches
from descent.network import Network
from solutions import GradientDescent

DATA = resources.files("descent") / "data"


def test_shape_and_range() -> None:
    images, labels = digits()
    assert (images.shape, images.dtype) == ((1797, 64), np.float64)
    assert (labels.shape, labels.dtype) == ((1797,), np.int64)
    assert (images.min(), images.max()) == (0.0, 1.0)
    assert sorted(set((16 * images).ravel())) == list(range(17))
    assert images.flags.c_contiguous


def test_each_digit_occurs_as_often_as_the_source_says() -> None:
    # "No of examples in testing set", optdigits.names of UCI.
    counts = np.bincount(digits()[1]).tolist()
    assert counts == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_the_numbers_are_those_of_the_source() -> None:
    # Taken from scikit-learn's own file, not from ours: of the rows of digits.csv.gz, as bytes.
    images, labels = digits()
    rows = np.column_stack([16 * images, labels]).astype(np.uint8)
    digest = hashlib.sha256(rows.tobytes()).hexdigest()
    assert digest == "68aea062d35a127749050fa0e52dca09d6569ac08092c925610e0954e172dde2"
    assert digest in (DATA / "digits.LICENSE.txt").read_text()


def test_the_first_image_by_hand() -> None:
    # The first line of optdigits.tes.
    due = """
        0 0 5 13 9 1 0 0
        0 0 13 15 10 15 5 0
        0 3 15 2 0 11 8 0
        0 4 12 0 0 8 8 0
        0 5 8 0 0 9 8 0
        0 4 11 0 1 12 7 0
        0 2 14 5 10 12 0 0
        0 0 6 13 10 0 0 0
    """
    images, labels = digits()
    assert (16 * images[0]).tolist() == [float(number) for number in due.split()]
    assert labels[0] == 0


def test_no_image_comes_twice() -> None:
    # Else one could be learned from and asked for.
    assert len(np.unique(digits()[0], axis=0)) == 1797


def test_what_one_caller_does_the_next_does_not_see() -> None:
    images, labels = digits()
    images[:], labels[:] = -1, -1
    again, named = digits()
    assert again.min() == 0
    assert named.min() == 0


def test_the_files_are_small_plain_and_say_whose_they_are() -> None:
    text = (DATA / "digits.txt").read_bytes()
    assert len(text) < 150_000
    assert text.isascii()
    licence = " ".join((DATA / "digits.LICENSE.txt").read_text().split())
    for words in ("Alpaydin", "Kaynak", "10.24432/C50P49", "CC BY 4.0", "What was changed"):
        assert words in licence
        assert words == "What was changed" or words in (digits.__doc__ or "")


def test_a_small_network_learns_them_in_moments() -> None:
    images, labels = digits()
    random = np.random.default_rng(0)
    order = random.permutation(1797)
    train, held = order[:1300], order[1300:]
    network = Network((64, 24, 10))

    def gradient(w: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return network.gradient(w, images[rows], labels[rows])

    epochs = (np.array_split(random.permutation(train), 26) for _ in range(15))
    loss = Loss(
        name="digits",
        value=lambda w: network.value(w, images[train], labels[train]),
        gradient=MiniBatches(gradient, chain.from_iterable(epochs)),
        minima=(),
        start=network.init(random),
        window=(),
    )
    run = minimize(GradientDescent(0.5), loss, steps=15 * 26)
    assert network.accuracy(run.places[0], images[held], labels[held]) < 0.3  # a guess: 0.1
    assert network.accuracy(run.final, images[held], labels[held]) > 0.93
    assert run.losses[-1] < 0.2 < 2 < run.losses[0]
