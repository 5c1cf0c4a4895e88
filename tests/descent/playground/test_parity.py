"""The playground's rules, surfaces and noise, in a real browser, against the answer key's."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any

import numpy as np
import pytest

import solutions
from course.golden import methods
from descent import losses, minimize
from descent.playground import module
from descent.playground.noise import bits, noisy, normal
from descent.playground.racers import EXTRAS, METHODS, checked
from tests.helpers.racing import of_the_key, racers

STEPS = 200
CLOSE = 1e-9  # relative, coordinate by coordinate
# A start that is off by its last digit, 1e-16, has then made a difference of 1e-11: rounding is
# amplified a hundred thousand times, and what follows is no longer the rule's doing.
AMPLIFIED = 1e-11
NOISE = {"noise": 0.3, "seed": 7}
# As text, which loses no digit of a number and keeps infinities.
RUN = """([surface, options, racer, race]) => {
  const run = playground.race(playground.surface(surface, options), racer, race);
  const text = (numbers, length) => [...numbers.slice(0, length)].join(" ");
  return [text(run.places, (run.last + 1) * run.d), text(run.losses, run.last + 1), run.diverged];
}"""


@pytest.fixture(scope="module")
def script(browser: Any) -> Any:
    """A blank page with the very module that Jupyter and the book get."""
    page = browser.new_page()
    page.evaluate(
        """async (text) => {
          const file = new Blob([text], { type: "text/javascript" });
          globalThis.playground = (await import(URL.createObjectURL(file))).default;
          for (const name of ["endOf", "curvatures", "rates"]) {
            playground[name] = playground.brought(name);
          }
        }""",
        module.script(),
    )
    yield page
    page.close()


def off(a: Any, b: Any) -> Any:
    """How far b is from a at each step, relative to a, as far as both go."""
    n = min(len(a), len(b))
    a, b = (np.array(x[:n], dtype=float).reshape(n, -1) for x in (a, b))
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    with np.errstate(all="ignore"):
        share = np.where(same, 0, np.abs(a - b) / np.abs(a))
    return np.nan_to_num(share, nan=np.inf).max(axis=1)


def horizon(rule: Any, loss: Any, noise: Any, path: Any) -> int:
    """The step up to which the path does not amplify rounding, measured in NumPy alone."""
    steps = [STEPS + 1]
    for side in (np.inf, -np.inf):
        again = minimize(rule, noisy(loss, *noise), np.nextafter(loss.start, side), STEPS)
        steps += np.flatnonzero(off(path, again.places) > AMPLIFIED).tolist()[:1]
    return min(steps)


@pytest.mark.parametrize("racer", racers().values(), ids=racers())
@pytest.mark.parametrize("surface", losses.CATALOGUE)
@pytest.mark.parametrize("noise", [{}, NOISE], ids=["exact", "noisy"])
def test_a_path_is_that_of_the_key(
    script: Any, surface: str, racer: Any, noise: Any, record_property: Any
) -> None:
    loss, rule = losses.CATALOGUE[surface](), of_the_key(racer)
    due = minimize(rule, noisy(loss, *noise.values()) if noise else loss, steps=STEPS)
    race = {"start": loss.start.reshape(-1).tolist(), "steps": STEPS, **noise}
    places, heights, diverged = script.evaluate(RUN, [surface, {}, racer, race])
    places, heights = (np.array(text.split(), dtype=float) for text in (places, heights))
    places = places.reshape(-1, *loss.start.shape)
    apart = off(due.places, places)
    if apart.max() > CLOSE:
        end = horizon(rule, loss, tuple(noise.values()) or (0.0, 0), due.places)
        record_property("amplified from step", end)
        assert apart[:end].max() <= CLOSE
        assert end > 10, "a setting that says nothing: choose another"
    else:
        assert len(places) == len(due.places)
        assert diverged == due.diverged
        np.testing.assert_allclose(heights, due.losses, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", losses.CATALOGUE)
def test_a_surface_is_that_of_the_kit(script: Any, name: str) -> None:
    turns = [{"condition": 30.0, "angle": 0.7}, {"condition": 7.5}] if name == "ravine" else []
    for options in ({}, *turns):
        loss = losses.CATALOGUE[name](**options)
        seen = script.evaluate(
            """([name, options, points]) => {
              const one = playground.surface(name, options);
              const heights = points.map(one.value), slopes = points.map(one.gradient);
              const { start, window, minima, lowest } = one;
              return { start, window, minima, lowest, heights, slopes };
            }""",
            [name, options, points(loss).tolist()],
        )
        shape = (-1, *loss.start.shape)
        heights = [loss.value(w) for w in points(loss).reshape(shape)]
        slopes = [loss.gradient(w) for w in points(loss).reshape(shape)]
        close = partial(np.testing.assert_allclose, rtol=1e-12, atol=1e-12)
        close(seen["heights"], heights)
        close(np.reshape(seen["slopes"], shape), slopes)
        close(np.reshape(seen["start"], loss.start.shape), loss.start)
        close(np.reshape(seen["minima"], shape), loss.minima)
        close(seen["lowest"], loss.lowest)
        assert [tuple(pair) for pair in seen["window"]] == list(loss.window)


def points(loss: Any) -> Any:
    random = np.random.default_rng(0)
    return np.stack([random.uniform(low, high, 50) for low, high in loss.window], axis=1)


def test_no_rule_is_missing_on_either_side(script: Any) -> None:
    known = script.evaluate(
        """() => Object.fromEntries(playground.rules.map((method) => {
          const { method: _, ...numbers } = playground.hyper({ method });
          return [method, numbers];
        }))"""
    )
    assert known == methods()


def test_nothing_that_can_be_put_around_a_rule_is_missing(script: Any) -> None:
    ours = {name for name in solutions.__all__ if name.startswith(("clip_by", "warm", "cosine"))}
    ours |= {name for name in solutions.__all__ if name.endswith("_decay") and "step" in name}
    wrappers = {
        name
        for name in solutions.__all__
        if hasattr(one := getattr(solutions, name), "step")
        and {"rule", "decay"} <= {field.name for field in fields(one)}
    }
    assert set(EXTRAS) == ours | wrappers
    assert set(script.evaluate("() => playground.extras")) == set(EXTRAS)


def numbers() -> list[dict[str, Any]]:
    """Every number of every rule and extra, on both sides of each end of its range."""
    values = (-1, 0, 0.5, 1, 1.5, 3.9, 4)
    own = [
        {"method": method, name: x}
        for method, usual in METHODS.items()
        for name, number in usual.items()
        if not isinstance(number, bool)
        for x in values
    ]
    around = [
        {"method": "Adam", "lr": 10, "around": {"kind": kind, **usual, name: x}}
        for kind, usual in EXTRAS.items()
        for name in usual
        for x in values
    ]
    return own + around


def takes(make: Any, racer: dict[str, Any]) -> bool:
    try:
        make(racer)
    except ValueError:
        return False
    return True


def stepped(racer: dict[str, Any]) -> None:
    """Have the key take a step; what it puts around a gradient it looks at only there."""
    rule = of_the_key(racer)
    rule.step(np.ones(2), lambda w: w, rule.init(np.ones(2)))


def test_a_number_is_taken_as_the_key_takes_it(script: Any) -> None:
    given = numbers()
    due = [takes(stepped, racer) for racer in given]
    assert 0.2 < np.mean(due) < 0.8
    assert [takes(checked, racer) for racer in given] == due
    complaints = script.evaluate(
        """(racers) => racers.map((racer) => {
          const around = { surface: "ravine", options: {}, start: [1, 1], window: [], steps: 9 };
          const address = playground.toAddress({ ...around, racers: [racer] });
          return playground.fromAddress(address).complaints;
        })""",
        given,
    )
    assert [not said for said in complaints] == due


@pytest.mark.parametrize(("condition", "fine"), [(0.5, False), (1, True), (3, True)])
def test_a_ravine_is_taken_as_python_takes_it(script: Any, condition: float, fine: bool) -> None:
    assert takes(losses.ravine, condition) == fine
    said = script.evaluate(
        "(text) => playground.fromAddress(text).complaints",
        f"surface=ravine&condition={condition}&angle=-1&race=Adam()",
    )
    assert (said == []) == fine, said


def test_noise_is_the_same_bit_for_bit(script: Any) -> None:
    for seed in (0, 1, 7, 2**31 - 1):
        seen = script.evaluate(
            """(seed) => [...Array(500).keys()].map(
              (k) => [playground.bits(seed, k), playground.normal(seed, k)])""",
            seed,
        )
        k = np.arange(500)
        assert [row[0] for row in seen] == bits(seed, k).tolist()
        assert [row[1] for row in seen] == normal(seed, k).tolist()
