"""Rules that a reader types, in Python and in a browser: those of the course, spelt out."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from descent import losses, minimize
from descent.playground import Playground
from descent.playground.formula import MOST_LETTERS
from descent.playground.noise import noisy
from descent.playground.typed_rule import NUMBERS, USUAL, VALUES, TypedRule
from tests.descent.playground.test_parity import RUN, script
from tests.helpers.racing import of_the_key

__all__ = ["script"]  # the fixture

M, V = "m = beta1 m + (1-beta1) g; ", "v = beta2 v + (1 - beta2)g²; "
ADAM = "lr m/(1 - beta1^t) / (sqrt(v/(1 - beta2**t)) + eps)"
LIVELY = {"lr": 0.05}
SPELT = {
    "GradientDescent": ("w - lr g", LIVELY),
    "Momentum": ("m = beta m + (1-beta) g; w = w - lr m", LIVELY),
    "HeavyBall": ("w - lr g + beta (w - before)", {"lr": 0.002}),
    "NesterovShifted": ("V = beta v + g; w - lr (g + beta v)", {"lr": 0.002}),
    "Adagrad": ("sum = sum + g^2; w - lr g/(sqrt(sum) + eps)", {"lr": 0.3}),
    "RMSProp": (
        "s = beta s + (1 - beta) g*g; w \u2212 lr g/(sqrt(s)+eps)",
        {"lr": 0.05, "eps": 0.1},
    ),
    "Adam": (f"{M}{V}w - {ADAM}", LIVELY),
    "AdamW": (f"{M}{V}w - lr decay w - {ADAM}", LIVELY),
    "AMSGrad": (
        f"{M}{V}top = max(top, v/(1-beta2^t)); w - lr m/(1-beta1^t)/(sqrt(top)+eps)",
        LIVELY,
    ),
    "Lion": (
        "c_t = beta1 m + (1-beta1) g; m = beta2 m + (1-beta2) g; w - lr (sign(c_t) + decay w)",
        {"lr": 0.02, "beta2": 0.99, "decay": 0.1},
    ),
    "Adadelta": (
        "s = rho s + (1-rho) g^2; u = sqrt(d + eps)/sqrt(s + eps) g;"
        " d = rho d + (1-rho) u^2; w - lr u",
        {"lr": 1.0, "eps": 1e-3},
    ),
}
OVER = {"double_well": {}, "ravine": {"condition": 20.0, "angle": 0.4}}
STEPS = 100
WRONG = {
    "": "it is empty: write something like w - lr g",
    ";": "each part but the last keeps a value, as in m = beta m + g",
    "-lr g": "it never names w: the last part is the next w, as in w - lr g",
    "m = m + g": "the last part is the next w, as in w - lr g",
    "m = g;": "something is missing at the end",
    "m = g = 1; w": '"=" may stand once between two semicolons',
    "w = w - g; w": '"w" means something else',
    "lr = 2; w": '"lr" means something else',
    "sin = g; w": '"sin" means something else',
    "e = g; w": '"e" means something else',
    "2m = g; w": '"2m" is no name for what is kept',
    "__proto__ = g; w": '"__proto__" is no name',
    "w - mu g": 'there is no "mu": there are w, g, t, w0, before, lr,',
    "m = g; w - n": 'there is no "n": there are w, g, t, w0, before, m, lr,',
    "w - constructor": 'there is no "constructor"',
    "w - alert(g)": 'there is no "alert"',
    "w - lr g)": 'a "(" is missing',
    "w[0] - g": 'there is no "w[0]"',
    "a1=g;a2=g;a3=g;a4=g;a5=g;w": "it may keep 4 values",
    "w" * (MOST_LETTERS + 1): f"it may have {MOST_LETTERS} characters",
    "w + " + "(" * 190: "it may have 25 brackets",
}


@pytest.mark.parametrize("noise", [0.0, 0.3], ids=["exact", "noisy"])
@pytest.mark.parametrize("method", SPELT)
def test_a_rule_spelt_out_is_that_rule(script: Any, method: str, noise: float) -> None:
    text, numbers = SPELT[method]
    key = of_the_key({"method": method, **numbers})
    for surface, options in OVER.items():
        loss = losses.CATALOGUE[surface](**options)
        due = minimize(key, noisy(loss, noise, 7), steps=STEPS).places
        typed = minimize(TypedRule(text, **numbers), noisy(loss, noise, 7), steps=STEPS).places
        racer = {"method": "YourOwn", "rule": text, **numbers}
        race = {"start": np.ravel(loss.start).tolist(), "steps": STEPS, "noise": noise, "seed": 7}
        seen, _, _ = script.evaluate(RUN, [surface, options, racer, race])
        assert np.ptp(due) > 0.1
        np.testing.assert_allclose(typed, due, rtol=1e-7, atol=1e-9)
        np.testing.assert_allclose(np.array(seen.split(), float), due.ravel(), rtol=1e-7, atol=1e-9)


def test_each_name_means_what_it_says(script: Any) -> None:
    # Over w^2 from 1, g = 2 w. By hand: what is kept is seen anew on the right of the next part.
    lines = {
        "w0 + t": [1, 2, 3, 4],
        "w + before": [1, 2, 3, 5],
        "k = k + 1; j = j + k; w + j": [1, 2, 5, 11],
        "w - a g/4 + b c": [1, 1.5, 1.75, 1.875],
    }
    assert len(VALUES) == 5
    for text, due in lines.items():
        racer = {"method": "YourOwn", "rule": text}
        seen, _, _ = script.evaluate(RUN, ["bowl", {}, racer, {"start": [1], "steps": 3}])
        assert [float(x) for x in seen.split()] == due
        assert minimize(TypedRule(text), losses.bowl(), steps=3).places.tolist() == due


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_rule_gets_the_same_sentence_in_both(script: Any, text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(WRONG[text])) as told:
        TypedRule(text)
    address = f"surface=bowl&race=YourOwn()&rule={text}&race=Adam()"
    state = script.evaluate("(text) => playground.fromAddress(text)", address)
    assert state["complaints"] == [f"the rule cannot be read: {told.value}"]
    assert [racer["method"] for racer in state["state"]["racers"]] == ["Adam"]
    with pytest.raises(ValueError, match=re.escape(f"the rule cannot be read: {told.value}")):
        Playground("bowl", [{"method": "YourOwn", "rule": text}])


def test_a_rule_comes_back_from_an_address(script: Any) -> None:
    there, again, racers, complaints = script.evaluate(
        """() => {
          const text = "surface=bowl&start=1&steps=9&race=YourOwn(lr=0.3,a=2)+cosine(steps=9)" +
            "&rule=m%3Dbeta*m%2Bg;w%20-%20lr%20a%20m%2F2&race=YourOwn()&race=Adam()";
          const { state, complaints } = playground.fromAddress(text);
          const address = playground.toAddress(state);
          const again = playground.toAddress(playground.fromAddress(address).state);
          return [address, again, state.racers, complaints];
        }"""
    )
    assert complaints == []
    assert there == again
    around = {"kind": "cosine", "steps": 9, "lowest": 0}
    first = {"method": "YourOwn", "rule": "m=beta*m+g;w - lr a m/2", "lr": 0.3, "a": 2}
    usual = {"method": "YourOwn", "rule": USUAL}
    assert racers == [{**first, "around": around}, usual, {"method": "Adam"}]
    assert Playground("bowl", racers).racers == racers


@pytest.mark.parametrize(
    ("racer", "complaint", "sentence"),
    [
        ("YourOwn(mu=1)", "mu is not possible: 1", "hyper-parameter of YourOwn 'mu'"),
        ("YourOwn(eps=1)", "eps is not possible: 1", "hyper-parameter of YourOwn 'eps'"),
        ("YourOwn(beta=1)", "beta is not possible: 1", "beta of YourOwn must be"),
        ("YourOwn(a=1e4)&rule=w-a g", "a is not possible: 1e4", "number from -1000 to 1000"),
        ("YourOwn()+cosine()&rule=w-a g", "around a rule", '"around" needs a rule that names lr'),
    ],
)
def test_a_number_that_a_rule_cannot_have_is_named(
    script: Any, racer: str, complaint: str, sentence: str
) -> None:
    (told,) = script.evaluate(
        "(text) => playground.fromAddress(text).complaints", f"surface=bowl&race={racer}"
    )
    assert told.startswith(complaint)
    call, _, rule = racer.partition("&rule=")
    given = dict(pair.split("=") for pair in re.findall(r"\w+=[\w.]+", call))
    spec: dict[str, Any] = {"method": "YourOwn", **{k: float(x) for k, x in given.items()}}
    spec |= {"rule": rule} if rule else {}
    spec |= {"around": {"kind": "cosine"}} if "cosine" in call else {}
    with pytest.raises(ValueError, match=sentence):
        Playground("bowl", [spec])


def test_a_typed_rule_races_in_python_as_the_page_runs_it() -> None:
    rule = TypedRule("w - lr g", lr=0.25)
    race = Playground("bowl", [rule, "YourOwn"], steps=3)
    assert race.racers[0] == {"method": "YourOwn", "rule": "w - lr g", "lr": 0.25}
    assert race.run(rule).places.tolist() == [1, 0.5, 0.25, 0.125]
    assert "YourOwn" in race.html()
    assert TypedRule().numbers == {"lr": NUMBERS["lr"], "beta": NUMBERS["beta"]}
    with pytest.raises(ValueError, match="names no number 'mu'"):
        TypedRule("w - lr g", mu=1)
    with pytest.raises(ValueError, match="\"rule\" belongs to the method 'YourOwn'"):
        Playground("bowl", [{"method": "Adam", "rule": "w - lr g"}])
    apart = minimize(TypedRule("m = beta m + g; w - lr m"), losses.ravine(), steps=9)
    assert np.isfinite(apart.places).all()


def test_a_linear_typed_rule_has_the_spectrum_of_its_twin(script: Any) -> None:
    rates = "(racers) => racers.map((racer) => playground.rates(racer, [1, 10]))"
    typed = {"method": "YourOwn", "lr": 0.05, "beta": 0.5}
    known, heavy, timed, apart, square = script.evaluate(
        rates,
        [
            {"method": "HeavyBall", "lr": 0.05, "beta": 0.5},
            {**typed, "rule": "m = beta m + g; w - lr m"},
            {**typed, "rule": "m = beta m + g/t; w - lr m"},
            {**typed, "rule": "w - lr g + beta (w - before)"},
            {**typed, "rule": "w - lr g^2"},
        ],
    )
    assert np.allclose(heavy, known, rtol=1e-12)
    assert timed is apart is square is None
