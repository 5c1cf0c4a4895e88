"""A second language: one assignment is said in German whole, and what is not known in English."""

from __future__ import annotations

import re

import numpy as np
import pytest

from autograder.integration.formgrader import TEMPLATES
from course.paths import ROOT
from course.questions import TASKS
from descent.check import check
from descent.checking.question import visible
from descent.language import VARIABLE, catalogue, languages, said

NAME = "why-descent"
WRITTEN = {
    text
    for task in TASKS[NAME]
    for text in (task.hint, *(words for m in task.misconceptions for words in (m.name, m.feedback)))
} | {case.title for q in visible().values() if q.assignment == NAME for case in q.cases}
WRITTEN |= {
    setting.title for task in TASKS[NAME] for setting in task.hidden(np.random.default_rng(0))
}
TEMPLATE = (TEMPLATES / "feedback.html.j2").read_text(encoding="utf-8")
SAY = ("descent/check.py", "descent/checking/verdict.py", "autograder/integration/feedback_page.py")
FRAME = "".join((ROOT / path).read_text(encoding="utf-8") for path in SAY)


@pytest.mark.parametrize("language", languages())
def test_one_assignment_is_translated_whole(language: str) -> None:
    untold = {text for text in WRITTEN if text and said(text, language) == text}
    assert untold == set()


@pytest.mark.parametrize("language", languages())
def test_no_sentence_of_a_catalogue_is_one_that_nobody_says(language: str) -> None:
    known = catalogue(language)
    said_somewhere = WRITTEN | set(re.findall(r'say\("([^"]+)"\)', TEMPLATE + FRAME))
    assert all(key.count("{}") == text.count("{}") for key, text in known.items())
    every = " ".join([FRAME, TEMPLATE, *WRITTEN])
    for key in known.keys() - said_somewhere:  # it is put together of pieces: by its words, then
        assert all(word in every for word in re.findall(r"[a-z]+", key)), key


def test_what_varies_is_looked_up_in_its_turn() -> None:
    assert said("  This looks like: the last draw.", "de") == "  Das sieht aus wie: der letzte Zug."
    twice = "the last draw, and heights asked for twice"
    assert said(twice, "de") == "der letzte Zug, und Höhen zweimal erfragt"
    assert said("  [wrong] two curvatures", "de") == "  [falsch] zwei Krümmungen"
    assert said("FixedUpdate: 1 of 3 points", "de") == "FixedUpdate: 1 von 3 Punkten"
    assert said("as it is\n  nobody's words", "de") == "as it is\n  nobody's words"


def test_check_speaks_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "de")
    for _ in range(2):
        check(gradient_descent_limit=lambda curvature: 1 / curvature)
    first, second = capsys.readouterr().out.split("gradient_descent_limit: ")[1:]
    assert "Hinweis: Schreib einen Schritt auf Krümmung w^2 / 2 auf" in first
    assert "Das sieht aus wie: die Rate des tiefsten Versprechens." in second
    assert "[falsch] zwei Krümmungen" in second
    monkeypatch.setenv(VARIABLE, "xx")
    check(gradient_descent_limit=lambda curvature: 2 / curvature)
    assert "[right] two curvatures" in capsys.readouterr().out
