"""The page of all methods says what the papers say of each, and leaves none out."""

from __future__ import annotations

import inspect

import pytest

import solutions
from book.pages import methods

ROWS = {row.name: row for row in methods.METHODS}
# From the papers and by algebra: numbers kept a weight, and whether a path stays the same when the
# loss is multiplied, the axes are turned, the unit of w is another.
KNOWN = {
    "GradientDescent": (0, False, True, False),
    "Momentum": (1, False, True, False),
    "HeavyBall": (1, False, True, False),
    "NesterovShifted": (1, False, True, False),
    "Adagrad": (1, True, False, False),
    "RMSProp": (1, True, False, False),
    "Adam": (2, True, False, False),
    "AdamW": (2, True, False, False),
    "AMSGrad": (3, True, False, False),
    "Adadelta": (2, True, False, False),
    "Nadam": (2, True, False, False),
    "RAdam": (2, False, False, False),  # its first steps are not normalised
    "LAMB": (2, True, False, True),  # its rate has no unit
    "Lion": (1, True, False, False),
    "Muon": (1, True, True, False),  # a turned matrix has the singular values that it had
    "ScheduleFree": (1, False, True, False),
}
# The same method in another form or with something around it, and what is no method for training.
OTHER_FORMS = {"AdamL2", "Clipped", "Decoupled", "FixedUpdate", "NadamScheduled", "Nesterov"}
AROUND = {"Scheduled", "WithL2"}


def test_every_optimizer_of_the_key_has_a_row() -> None:
    steps = {name for name in solutions.__all__ if hasattr(getattr(solutions, name), "step")}
    assert set(ROWS) == steps - OTHER_FORMS - AROUND == set(KNOWN)


@pytest.mark.parametrize("name", KNOWN)
def test_a_row_is_measured_to_be_what_is_known(name: str) -> None:
    rule = methods.made(ROWS[name])
    changes = (methods.louder, methods.turned, methods.finer)
    found = methods.kept(rule), *(methods.unmoved(rule, change) for change in changes)
    assert found == KNOWN[name]


@pytest.mark.parametrize(
    ("name", "step"),
    {
        "GradientDescent": "lr g",
        "Momentum": "0.1 lr g",  # (1 - beta) of it
        "NesterovShifted": "1.9 lr g",  # 1 + beta times
        "RMSProp": "3.16 lr",  # 1 / sqrt(1 - beta)
        "Adam": "lr",
        "Nadam": "1.47 lr",  # 2 - 1 / (1 + beta1)
        "RAdam": "lr g",
        "LAMB": r"lr \|w\|",
    }.items(),
)
def test_first_steps_are_those_of_the_formulas(name: str, step: str) -> None:
    assert methods.first_step(methods.made(ROWS[name])) == step


@pytest.mark.parametrize("name", ROWS)
def test_the_rule_stands_in_the_docstring_and_ends_where_it_ends(name: str) -> None:
    rule = methods.rule_of(name)
    source = inspect.getdoc(getattr(solutions, name))
    assert source is not None
    assert all(line.strip() in source for line in rule.splitlines())
    assert "=" in rule
    assert "Parameters" not in rule


def test_a_docstring_without_a_rule_is_told() -> None:
    with pytest.raises(ValueError, match=r"solutions\.tuned_rate has no rule"):
        methods.rule_of("tuned_rate")


def test_a_lesson_has_the_rule_folded_up_and_not_the_code() -> None:
    source = ["Before\n```{rule} Lion\n```\nafter"]
    methods.tabulate(None, "chapters/norms", source)  # type: ignore[arg-type]
    rule = methods.rule_of("Lion")
    assert source == [
        f"Before\n````{{dropdown}} In the letters of the code\n```text\n{rule}\n```\n````\nafter"
    ]
    assert "self." not in rule
