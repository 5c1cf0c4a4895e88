"""Every usual mistake loses points, is called by its own name, and is told from the others."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

import course.mistakes
from course.mistakes.adaptive.adamw import BESIDE
from course.paths import CHAPTERS
from course.questions import TASKS
from course.task import Misconception, Task
from tests.helpers.asked import (
    examined,
    graded_question,
    mistaken,
    names_mistakes,
    public_question,
)

MISTAKES = Path(course.mistakes.__file__).parent
FAMILY = ("Adam", "AdamW", "Nadam", "RAdam", "LAMB", "AMSGrad")
ALL = [task for tasks in TASKS.values() for task in tasks if task.kind != "essay"]
PAIRS = [
    pytest.param(task, w, id=f"{task.name}-{w.name}") for task in ALL for w in task.misconceptions
]


@pytest.mark.parametrize("task", ALL, ids=lambda task: task.name)
@pytest.mark.parametrize("term", ["2026 autumn", "2027 spring"])
def test_the_reference_gets_full_marks(task: Task, term: str) -> None:
    question = graded_question(task, term)
    found = examined(task, question, task.right)
    assert found.right
    assert found.score == question.points
    assert found.mistake is None


@pytest.mark.parametrize(("task", "wrong"), PAIRS)
def test_a_mistake_loses_points_and_is_named(task: Task, wrong: Misconception) -> None:
    """In this term; `test_scores.py` asks in another."""
    question = graded_question(task, "2026 autumn")
    found = mistaken(question, wrong.name)  # what it is given in check is asked anew below
    assert found.score < question.points
    assert found.mistake is not None
    assert found.mistake.name == wrong.name


@pytest.mark.parametrize(("task", "wrong"), [p for p in PAIRS if names_mistakes(p.values[0])])
def test_the_visible_cases_alone_name_the_mistake(task: Task, wrong: Misconception) -> None:
    found = examined(task, public_question(task), wrong.answer)
    assert not found.right
    assert found.mistake is not None
    assert found.mistake.name == wrong.name


def test_a_committed_answer_is_not_given_away_by_the_visible_cases() -> None:
    committed = [task for task in ALL if task.kind == "value"]
    assert committed
    for task in committed:
        for case in public_question(task).cases:
            assert not case.expected
            assert not case.wrong


@pytest.mark.parametrize("task", ALL, ids=lambda task: task.name)
def test_a_question_has_a_hint_and_knows_mistakes(task: Task) -> None:
    if public_question(task).mistakes:
        assert re.fullmatch(r"[A-Z].*[.?]", task.hint), f"{task.name} needs a hint"
    least = 4 if task.kind in ("optimizer", "function") else 1
    assert len(task.misconceptions) >= least


@pytest.mark.parametrize("task", ALL, ids=lambda task: task.name)
def test_hidden_inputs_are_drawn_for_the_term_and_only_for_it(task: Task) -> None:
    def inputs(term: str) -> list[Any]:
        return [setting.inputs for setting, _ in task.settings(term)]

    assert inputs("a") == inputs("a")
    if any(hidden for _, hidden in task.settings("a")):
        assert inputs("a") != inputs("b")


@pytest.mark.parametrize(("task", "wrong"), PAIRS)
def test_what_is_said_is_a_sentence_and_the_section_is_there(
    task: Task, wrong: Misconception
) -> None:
    assert re.fullmatch(r"[A-Z0-9].*[.)]", wrong.feedback), f"{task.name}: {wrong.feedback}"
    chapter, label = wrong.section.split("#")
    assert f"({label})=" in (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8")
    assert f"{chapter}.html#{label}" in wrong.diagnosis().section


def test_no_sentence_is_written_twice() -> None:
    sentences = Counter(
        text.value
        for file in MISTAKES.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for text in [*call.args, *(keyword.value for keyword in call.keywords)]
        if isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and re.fullmatch(r"[A-Z0-9].* .*[.)]", text.value)
    )
    assert len(sentences) > 500
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_a_name_has_one_wording_in_all_of_adams_family() -> None:
    wordings = defaultdict(set)
    for task in ALL:
        if task.name in FAMILY:
            for known in task.misconceptions:
                wordings[known.name].add(known.feedback.removeprefix(BESIDE).strip())
    assert {name: said for name, said in wordings.items() if len(said) > 1} == {}
    assert len(wordings["no root"]) == 1
