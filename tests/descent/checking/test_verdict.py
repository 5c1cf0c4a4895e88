"""Points: for each case that was right, or for what is right in spite of a known mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from descent.checking.question import Case, Diagnosis, Numbers, Question
from descent.checking.verdict import Verdict, judge


def case(title: str, points: float, due: float, slip: float, **own: Any) -> Case:
    arguments = {"arguments": [[1.0]]}
    wrong = {"slip": {"values": [slip], "kept": True}}
    return Case(title, points, arguments, {"values": [due], "kept": True}, wrong, **own)


CASES = (case("easy", 1.0, 1.0, 1.0), case("hard", 3.0, 2.0, 5.0))
SLIP = Diagnosis("slip", "look again", "a section")
QUESTION = Question("f", "function", "none", CASES, (SLIP,), hint="think")


def seen(*values: float) -> list[Numbers]:
    return [{"values": [value], "kept": True} for value in values]


@pytest.mark.parametrize(("values", "score", "mistake"), [
    ((1.0, 2.0), 4.0, None),
    ((1.0, 7.0), 1.0, None),
    ((7.0, 2.0), 3.0, None),
    ((7.0, 7.0), 0.0, None),
    ((1.0, 5.0), 1.0, "slip"),
])  # fmt: skip
def test_a_score_is_what_was_right(
    values: tuple[float, ...], score: float, mistake: str | None
) -> None:
    found = judge(QUESTION, seen(*values))
    assert found.score == score
    assert (found.mistake and found.mistake.name) == mistake
    assert found.right is (score == 4.0)


def test_what_is_right_but_for_one_thing_earns_more_than_nothing_and_less_than_a_right_case() -> (
    None
):
    twice = judge(QUESTION, seen(2.0, 4.0), {})
    assert twice.score == pytest.approx(0.35 * QUESTION.points)
    assert judge(QUESTION, seen(2.0, 7.0), {}).score == 0
    assert judge(QUESTION, seen(7.0, 2.0), {}).score == 3.0


def test_no_mistake_is_named_that_does_not_show_beside() -> None:
    beside = replace(QUESTION, beside=(case("another", 1.0, 3.0, 6.0),))
    for more, name in ((6.0, "slip"), (3.5, None)):
        found = judge(beside, seen(1.0, 5.0), {"beside": seen(more)})
        assert (found.mistake and found.mistake.name) == name
        assert found.score == 1.0


def test_what_is_for_the_grader_earns_nothing_here() -> None:
    noted = replace(QUESTION, cases=tuple(replace(c, expected={}) for c in CASES), mistakes=())
    found = judge(noted, seen(1.0, 2.0))
    assert found.score == 0.0
    assert found.report() == "f: noted. The grader decides over its 4 points."


def by_hand(*given: str) -> Verdict:
    """Two entries of one answer worked out by hand."""
    cases = tuple(
        Case(name, 2.0, {"entry": name, "digits": 1}, {"value": due}, {"slip": {"value": slip}})
        for name, due, slip in (("a", "1", "3"), ("b", "2", "4"))
    )
    question = Question("f", "value", "none", cases, (SLIP,))
    return judge(question, [{"value": value} for value in given])


def test_of_several_slips_by_hand_the_first_is_named_and_pays_nothing() -> None:
    whole = by_hand("3", "4")
    assert (whole.score, whole.mistake) == (0.0, SLIP)
    several = by_hand("3", "9")
    assert several.mistake is not None
    assert (several.score, several.mistake.name) == (0.0, "slip")


def test_the_report_shows_one_case_in_full_and_a_hint_or_the_diagnosis() -> None:
    found = judge(QUESTION, seen(1.0, 5.0))
    assert found.report().splitlines() == [
        "f: 1 of 4 points",
        "  This looks like: slip.",
        "  look again",
        "  Read: a section",
        "  [right] easy",
        "  [wrong] hard",
        "      for the arguments (1): expected 2, got 5",
    ]
    assert found.report(" here", diagnosis=False).splitlines()[:2] == [
        "f: 1 of 4 points here",
        "  Hint: think",
    ]


def test_of_a_hidden_case_no_number_is_said() -> None:
    hidden = replace(QUESTION, cases=(CASES[0], replace(CASES[1], hidden=True)))
    said = judge(hidden, seen(1.0, 7.0)).report()
    assert "[wrong] hard" in said
    assert said.splitlines()[-1].strip() == (
        "another result than expected, for arguments that are not shown"
    )
