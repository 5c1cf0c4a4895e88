"""The playground as an object of Python: what it takes, what it refuses, what it works out."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup
from traitlets import TraitError

from descent import losses, minimize, plots
from descent.playground import Playground, module
from descent.playground.noise import bits, noisy, normal
from descent.playground.racers import METHODS
from solutions import LAMB, Adam, GradientDescent, Momentum, Scheduled, cosine


class Downhill:
    """An optimizer of a student's own."""

    def init(self, w: Any) -> None:
        return None

    def step(self, w: Any, grad: Any, state: None) -> tuple[Any, None]:
        return w - 0.01 * grad(w), None


class Fragile(Downhill):
    """One that fails as soon as it starts above the floor of the valley."""

    def step(self, w: Any, grad: Any, state: None) -> tuple[Any, None]:
        if w[1] > 1:
            raise ZeroDivisionError("a bug of mine")
        return super().step(w, grad, state)


def around(kind: str, **numbers: float) -> dict[str, Any]:
    return {"method": "Adam", "around": {"kind": kind, **numbers}}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"surface": "ravin"}, "there is no surface 'ravin': did you mean 'ravine'?"),
        ({"surface": "x"}, "there is no surface 'x': there are bowl, ravine, .*, double_well"),
        ({"racers": ["Adm"]}, "there is no optimizer 'Adm': did you mean 'Adam'?"),
        ({"racers": "Adam"}, r"racers must be a list, such as \['Adam'\], got 'Adam'"),
        ({"racers": []}, "one to 6 optimizers race, got 0"),
        ({"racers": ["Adam"] * 7}, "one to 6 optimizers race, got 7"),
        ({"racers": [3]}, "a racer is a name, a dictionary or an optimizer .* got 3"),
        ({"racers": [Downhill]}, r"Downhill is a class: write Downhill\(\) for an optimizer"),
        ({"racers": [{"lr": 1}]}, 'a racer needs a "method"'),
        ({"racers": [{"method": "Adam", "beta": 1}]}, "hyper-parameter of Adam 'beta'"),
        ({"racers": [{"method": "Adam", "beta1": 1}]}, r"beta1 of Adam must be in \[0, 1\), got 1"),
        ({"racers": [{"method": "Adam", "lr": "1"}]}, "lr of Adam must be a finite number .* '1'"),
        ({"racers": [{"method": "RAdam", "threshold": 3}]}, "at least 4, got 3"),
        ({"racers": [{"method": "RMSProp", "centred": 1}]}, "centred .* True or False, got 1"),
        ({"racers": [{"method": "Adam", "around": "cosine"}]}, '"around" must be like'),
        ({"racers": [{"method": "Adam", "around": {"kind": "sine"}}]}, "did you mean 'cosine'"),
        ({"racers": [around("step_decay", every=2.5)]}, "a whole number of at least 1, got 2.5"),
        ({"racers": [around("step_decay", gamma=0)]}, r"gamma of step_decay .* in \(0, 1\], got 0"),
        ({"racers": [around("clip_by_norm", most=0)]}, "a finite number above 0, got 0"),
        ({"start": [1]}, "ravine has 2 coordinates, the start 1"),
        (
            {"start": [1, np.inf]},
            "each coordinate of the start must be a number from -1e6 to 1e6, got inf",
        ),
        ({"start": [[1, 2], [3]]}, "start must be numbers"),
        ({"window": [(1, 0), (0, 1)]}, "low first"),
        ({"window": [(0, 1)]}, "ravine has 2 coordinates, the window 1"),
        ({"steps": 0}, "steps must be from 1 to 1000, got 0"),
        ({"steps": 1001}, "steps must be from 1 to 1000, got 1001"),
        ({"steps": 2.5}, "expected an int"),
        ({"noise": -1}, "noise must be a finite number of at least 0"),
        ({"seed": 2**31}, "seed must be from 0"),
        ({"basins": 6}, "basins must be the number of a racer, or -1 for none, got 6"),
        ({"chart": "pie"}, "expected any of"),
        ({"knobs": ["lrr"]}, "there is no knob 'lrr': did you mean 'lr'?"),
        ({"conditions": 3}, "no option of the playground or of ravine 'conditions'.*'condition'"),
        ({"condition": 0.5}, "condition must be a finite number of at least 1, got 0.5"),
        ({"surface": "bowl", "condition": 5}, "no option of the playground or of bowl"),
    ],
)
def test_what_is_not_possible_is_refused_with_a_sentence(
    arguments: dict[str, Any], sentence: str
) -> None:
    with pytest.raises((ValueError, TraitError), match=sentence):
        Playground(**arguments)


def test_what_is_refused_later_leaves_the_state_as_it_was() -> None:
    race = Playground("ravine", ["Adam"])
    for name, value in {"steps": -1, "start": [1.0], "racers": [], "surface": "hill"}.items():
        before = race.plain()
        with pytest.raises((ValueError, TraitError)):
            setattr(race, name, value)
        assert race.plain() == before


def test_an_optimizer_of_the_key_becomes_a_rule_of_the_page() -> None:
    race = Playground("bowl", {"mine": Adam(lr=0.1), "plain": GradientDescent()})
    assert race.racers == [
        {"method": "Adam", "name": "mine", "lr": 0.1},
        {"method": "GradientDescent", "name": "plain"},
    ]
    assert race.theirs == {}


@pytest.mark.parametrize(
    "rule", [Downhill(), Scheduled(Momentum(), cosine(0.1, 10)), LAMB(layers=(slice(0, 1),))]
)
def test_what_the_page_does_not_know_is_worked_out_by_python(rule: Any) -> None:
    race = Playground("ravine", ["Adam", rule], condition=30, steps=20)
    due = minimize(rule, losses.ravine(30), steps=20)
    assert race.racers[1]["own"] == "1"
    assert race.theirs["paths"] == {"1": due.places.tolist()}


def test_a_class_of_ones_own_is_never_taken_for_the_course_s() -> None:
    mine = type("Adam", (Downhill,), {})
    assert "own" in Playground("ravine", [mine()]).racers[0]


def test_python_follows_the_start_the_noise_and_the_surface() -> None:
    race = Playground("ravine", [Downhill()], steps=20)
    race.start = [-3.0, 0.5]
    assert race.theirs["paths"]["0"][0] == [-3.0, 0.5]
    race.noise, race.seed = 0.5, 3
    due = minimize(Downhill(), noisy(losses.ravine(), 0.5, 3), np.array([-3.0, 0.5]), 20)
    assert race.theirs["paths"]["0"] == due.places.tolist()
    race.surface = "bowl"
    assert race.start == [1.0]
    assert len(race.theirs["paths"]["0"][0]) == 1
    assert race.theirs["for"]["surface"] == "bowl"


def test_another_surface_leaves_the_options_of_the_last_behind() -> None:
    race = Playground("ravine", ["Adam"], condition=30, window=[(0, 1), (0, 1)])
    race.surface = "double_well"
    assert (race.options, race.window, race.start) == ({}, [], [2.0])
    race.surface = "rosenbrock"
    assert race.start == losses.rosenbrock().start.tolist()


def test_a_bug_is_raised_at_once_and_told_in_the_page_later() -> None:
    with pytest.raises(ZeroDivisionError, match="a bug of mine"):
        Playground("ravine", [Fragile()], start=[-9, 2])
    race = Playground("ravine", [Fragile(), Downhill()], start=[-9, 1], steps=5)
    race.start = [-9.0, 2.0]
    assert race.theirs["troubles"] == {"0": "Fragile: ZeroDivisionError: a bug of mine"}
    assert list(race.theirs["paths"]) == ["1"]


def test_a_path_to_infinity_can_be_sent() -> None:
    race = Playground("rosenbrock", [Downhill()], start=[5, 5], steps=50)
    sent = json.loads(json.dumps(race.theirs["paths"]["0"], allow_nan=False))
    assert {"Infinity", "-Infinity", "NaN"} & {x for place in sent for x in place}


def test_the_page_is_told_only_what_is_unusual() -> None:
    race = Playground("ravine", [GradientDescent(0.03)], condition=50, steps=60, title="A & <b>")
    html = BeautifulSoup(race.html(), "html.parser")
    assert json.loads(html.div["data-state"]) == {
        "options": {"condition": 50},
        "racers": [{"method": "GradientDescent", "lr": 0.03}],
        "start": [-9.0, 1.0],
        "steps": 60,
        "title": "A & <b>",
    }
    assert len(html.svg["aria-label"].split()) > 5


def test_the_figure_in_its_place_shows_the_same_paths_in_the_words_given() -> None:
    rule = GradientDescent(0.03)
    race = Playground("ravine", {"plain": rule}, condition=50, steps=9, alt="My words.", title="T")
    runs = {"plain": minimize(rule, losses.ravine(50), steps=9)}
    due = plots.contours(losses.ravine(50), runs, alt="My words.", title="T")
    assert np.array_equal(race.runs["plain"].places, runs["plain"].places)
    data, _ = race._repr_mimebundle_()
    assert due.svg() in data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in data


def test_the_module_needs_nothing_else() -> None:
    text = module.script()
    assert "import " not in text
    assert text.count("export ") == 1
    assert "http" not in text.replace("http://www.w3.org", "")
    assert set(METHODS) <= set(module.facts()["methods"])


def test_importing_the_kit_does_not_import_widgets() -> None:
    check = "import descent, sys; sys.exit(bool({'anywidget', 'ipywidgets'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", check], check=True, timeout=60)


def test_noise_is_even_and_its_sums_have_the_spread_they_claim() -> None:
    # What the usual JavaScript of mulberry32, which adds to a state, gives for seed 0 in Node.
    assert (bits(0, np.arange(2)) / 2**32).tolist() == [0.26642920868471265, 0.0003297457005828619]
    draws = normal(1, np.arange(100_000))
    # Mean and variance of n draws stray by 1 / sqrt(n) and about sqrt(2 / n); five times that.
    assert abs(draws.mean()) < 5 / np.sqrt(len(draws))
    assert abs(draws.var() - 1) < 5 * np.sqrt(2 / len(draws))
    assert np.abs(draws).max() <= 6


def test_racers_of_one_seed_see_the_same_batches() -> None:
    rough = [noisy(losses.ravine(), 2.0, seed).gradient for seed in (5, 5, 6)]
    at = np.zeros(2)
    first = [gradient(at) for gradient in rough]
    assert np.array_equal(first[0], first[1])
    assert not np.array_equal(first[0], first[2])
    assert not np.array_equal(first[0], rough[0](at))
    assert noisy(losses.ravine(), 0.0, 5).gradient is not None


def test_another_figure_stands_in_its_place() -> None:
    still = plots.curves(
        {"one": (np.arange(3.0), np.arange(3.0))}, x="x", y="y", title="t", alt="Of its own."
    )
    race = Playground("bowl", [GradientDescent(0.1)], still=still)
    assert race.picture() is still
    assert "Of its own." in race.html()
