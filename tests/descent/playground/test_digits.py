"""The playground's real data: the network's own loss, and batches of its images."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.digits_plane import NETWORK, directions, trained
from descent import minimize
from descent.playground import Playground
from descent.playground.digits import IMAGES, PLANE, digits, drawn, sampled
from descent.playground.surfaces import SURFACES
from solutions import GradientDescent, Momentum
from tests.descent.playground.test_parity import RUN, points, script

__all__ = ["script"]  # the fixture


def test_it_is_the_network_s_loss() -> None:
    w, x, y = trained()
    first, second = directions(w, x)
    assert np.allclose([first @ first, second @ second, first @ second], [1, 1, 0], atol=1e-9)
    for a, b in [(0, 0), (2, -1), (-3, 4), (8, 8)]:
        at = w + a * first + b * second
        plane = np.array([a, b], dtype=float)
        near = 1e-3 * (1 + abs(a) + abs(b))  # numbers of up to 127 are off by half of one
        assert abs(digits().value(plane) - NETWORK.value(at, x, y)) < near
        due = [NETWORK.gradient(at, x, y) @ way for way in (first, second)]
        assert np.allclose(digits().gradient(plane), due, atol=2e-3)


def test_its_gradient_is_its_slope_and_its_minimum_has_none() -> None:
    loss, h = digits(), 1e-5
    for w in points(loss):
        due = [(loss.value(w + d) - loss.value(w - d)) / (2 * h) for d in h * np.eye(2)]
        assert np.allclose(loss.gradient(w), due, atol=1e-8)
    assert np.abs(loss.gradient(loss.minimum)).max() < 1e-12
    assert np.isclose(loss.value(loss.grid(7)).min(), loss.lowest, atol=0.2)
    far = np.array([1e6, -1e6])
    assert np.isfinite([loss.value(far), *loss.gradient(far)]).all()


def test_a_batch_is_drawn_evenly_and_without_replacement() -> None:
    batches = [drawn(16, 3, call) for call in range(800)]
    assert all(len(set(batch)) == 16 for batch in batches)
    counts = np.bincount(np.ravel(batches), minlength=IMAGES)
    # Each image is in a batch with probability 1/4: 200 times of 800, with a spread of 12.2.
    assert abs(counts - 200).max() < 5 * 12.3
    assert np.isclose(counts.std(), 12.25, rtol=0.4)
    assert drawn(16, 4, 0) != batches[0]
    assert sorted(drawn(IMAGES, 3, 0)) == list(range(IMAGES))


@pytest.mark.parametrize("batch", [1, 4, 16])
def test_the_noise_of_a_batch_is_that_of_its_images(batch: int) -> None:
    loss = digits()
    w = loss.start
    singles = np.array([sampled(loss, 1, k).gradient(w) for k in range(500)])
    each = np.unique(singles, axis=0)
    assert len(each) == IMAGES  # all met, none alike
    assert np.allclose(each.mean(axis=0), loss.gradient(w))
    once = sampled(loss, batch, 1)
    seen = np.array([once.gradient(w) for _ in range(3000)])
    # Without replacement: the variance of one, by B, by (N - B) / (N - 1).
    due = each.std(axis=0) * np.sqrt((IMAGES - batch) / (IMAGES - 1) / batch)
    assert np.allclose(seen.std(axis=0), due, rtol=0.06)
    assert np.allclose(seen.mean(axis=0), loss.gradient(w), atol=5 * due.max() / 3000**0.5)


@pytest.mark.parametrize("batch", [1, 8, IMAGES])
def test_the_browser_walks_the_same_path(script: Any, batch: int) -> None:
    loss = digits(batch)
    race = {"start": loss.start.tolist(), "steps": 60, "seed": 5}
    racer = {"method": "Momentum", "lr": 2.0}
    seen, heights, _ = script.evaluate(RUN, ["digits", {"batch": batch}, racer, race])
    field = Playground("digits", [racer], steps=60, seed=5, batch=batch)
    due = field.run(Momentum(lr=2.0))
    places = np.array(seen.split(), dtype=float).reshape(-1, 2)
    np.testing.assert_allclose(places, due.places, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(np.array(heights.split(), dtype=float), due.losses, rtol=1e-9)
    plain = minimize(Momentum(lr=2.0), loss, steps=60)
    assert (batch == IMAGES) == np.allclose(plain.places, due.places)


def test_an_address_carries_the_batch_and_its_seed(script: Any) -> None:
    text = "surface=digits&batch=8&start=-6,6&steps=50&seed=3&race=GradientDescent(lr=2)"
    back = "(text) => playground.toAddress(playground.fromAddress(text).state)"
    assert script.evaluate(back, text) == text
    whole = text.replace("batch=8", f"batch={IMAGES}")
    assert script.evaluate(back, whole) == whole.replace("&seed=3", "")  # which makes no difference
    for wrong in (0, 65, 1.5):
        complaints = script.evaluate(
            "(text) => playground.fromAddress(text).complaints", text.replace("h=8", f"h={wrong}")
        )
        assert complaints == [f"batch is not possible: {wrong}"]
        with pytest.raises(ValueError, match="batch must be a whole number from 1 to 64"):
            Playground("digits", [GradientDescent()], batch=wrong)


def test_its_numbers_are_few() -> None:
    numbers = np.array(PLANE["numbers"])
    assert numbers.shape == (3, IMAGES, 9)
    assert abs(numbers).max() == 127
    assert "digits" in SURFACES
