"""What a question is once its answers are worked out: cases, the numbers due, and usual mistakes.

The grader builds questions by running the answer key; the kit carries those with visible cases
only, as numbers in `descent/checking/cases/`. Both are examined and judged by the same code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["optimizer", "function", "value", "tuner", "essay"]
Numbers = Mapping[str, Any]
"""What was seen of an answer, by name: plain numbers and lists, ready for JSON."""

MANNERS = ("kept", "state_kept", "asked")
"""Of what is seen of an optimizer: whether w and the state are as they were, and how often it
asked for a gradient. Of a function, whether its arguments are."""


@dataclass(frozen=True)
class Diagnosis:
    """A usual mistake: its name, the sentence that helps, and the section to read.

    `given` says that the notebook's own code shows it, so that whoever does has not begun.
    """

    name: str
    feedback: str
    section: str
    given: bool = False


@dataclass(frozen=True)
class Case:
    """One thing tried with an answer.

    Attributes
    ----------
    title : str
        What is tried, for the report.
    points : float
        What it earns.
    inputs : mapping
        What `descent.checking.probe` hands to the answer.
    expected : mapping
        The numbers due.
    wrong : mapping of str to mapping
        The numbers that each mistake gives, by the mistake's name.
    hidden : bool, default False
        Whether only the grader tries this. Its numbers are then not shown to the student.
    """

    title: str
    points: float
    inputs: Numbers
    expected: Numbers
    wrong: Mapping[str, Numbers]
    hidden: bool = False


@dataclass(frozen=True)
class Seal:
    """Numbers worked out by hand, to be recognised together and not read; see `sealed`.

    `right` and the keys of `wrong`, which name mistakes, are what `sealed.seal` makes of them;
    `rests` are those of the right ones.
    """

    right: str
    rests: Sequence[int]
    wrong: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question of an assignment, ready to be asked.

    Attributes
    ----------
    name : str
        The name the answer must have in the notebook; also the id of its grade cell.
    kind : str
        "optimizer" (a class with `init` and `step`), "function", "value" (a committed text or
        number, or a dict of them), "tuner" (a function that looks for a good rate within a
        budget) or "essay" (read by a person).
    assignment : str
        The notebook it belongs to.
    choices : tuple of str
        What a "value" may be; empty where anything may be.
    cases : tuple of Case
        What is tried. The points of a question are the sum of theirs.
    mistakes : tuple of Mistake
        Known mistakes, those most often met first.
    hint : str
        What to look at, told before any mistake is named.
    bonus : bool, default False
        Whether its points come on top of the assignment's maximum.
    sealed : Seal, optional
        In the kit, what a whole answer by hand is known by; its cases then say nothing of it.
    driven : mapping
        What a wrong optimizer is driven through, and the moves due; see
        `descent.checking.driven`. Empty for other kinds. Statements on an answer are made of it.
    hidden_driven : mapping
        The same, drawn for one term, which only the grader has: credit is measured on it. Empty in
        the kit, where `driven` takes its place.
    beside : tuple of Case
        What only a wrong answer is asked, and earns nothing: no mistake is named unless it shows
        there too, and statements are made of it.
    """

    name: str
    kind: Kind
    assignment: str
    cases: tuple[Case, ...]
    mistakes: tuple[Diagnosis, ...]
    choices: tuple[str, ...] = ()
    hint: str = ""
    bonus: bool = False
    sealed: Seal | None = None
    driven: Numbers = field(default_factory=dict)
    hidden_driven: Numbers = field(default_factory=dict)
    beside: tuple[Case, ...] = ()

    @property
    def points(self) -> float:
        """The most that can be earned."""
        return sum(case.points for case in self.cases)


def format_points(points: float, bonus: bool = False) -> str:
    """Return a number of points in words."""
    return f"{points:g} {'bonus ' * bonus}point{'s' * (points != 1)}"


def dump(questions: list[Question]) -> str:
    """Return questions as JSON text, one question a line, numbers to ten digits."""
    kept = ({n: x for n, x in asdict(q).items() if x is not None and x != {}} for q in questions)
    rows = (json.dumps(_short(row), separators=(",", ":")) for row in kept)
    return "[\n" + ",\n".join(rows) + "\n]\n"


def _short(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {name: _short(item) for name, item in data.items()}
    if isinstance(data, list | tuple):
        return [_short(item) for item in data]
    return float(f"{data:.10g}") if isinstance(data, float) else data


def load(text: str) -> list[Question]:
    """Return the questions written by `dump`."""
    return [
        replace(
            Question(**row),
            cases=tuple(Case(**case) for case in row["cases"]),
            beside=tuple(Case(**case) for case in row["beside"]),
            mistakes=tuple(Diagnosis(**mistake) for mistake in row["mistakes"]),
            choices=tuple(row["choices"]),
            sealed=Seal(**row["sealed"]) if row.get("sealed") else None,
        )
        for row in json.loads(text)
    ]


@cache
def visible() -> dict[str, Question]:
    """Return every question of the course by name, with the cases a student may see."""
    files = sorted(Path(__file__).with_name("cases").glob("*.json"))
    return {q.name: q for file in files for q in load(file.read_text(encoding="utf-8"))}
