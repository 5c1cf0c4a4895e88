"""Any file becomes a notebook with the course's cells, and what was wrong becomes a sentence."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.integration.intake.cells import Source
from autograder.integration.intake.repair import ANOTHER, NAMELESS, repair, tell
from tests.helpers.small_notebook import ANSWER, GRADE, SETUP, SOURCES, cell, names, notebook


def test_a_sound_notebook_stays_as_it_is() -> None:
    nb = notebook()
    assert repair(nb, SOURCES) == []
    assert names(nb) == ["setup", "A-answer", "A"]
    assert nb.cells[1].source == "A = 1"
    assert nb.cells[2].metadata.nbgrader["points"] == 3.0


def test_points_flags_and_locked_text_are_the_instructors() -> None:
    nb = notebook()
    nb.cells[0].source = "cheat = True"
    nb.cells[2].source = "100.0"
    nb.cells[2].metadata.nbgrader |= {"points": 1000, "locked": False, "solution": True}
    nb.cells[1].metadata.nbgrader |= {"grade": True, "points": 50, "schema_version": 99}
    notes = repair(nb, SOURCES)
    assert [c.source for c in nb.cells] == [
        *("import numpy", "cheat = True", "A = 1", "100.0", "check(A)")
    ]
    assert names(nb) == ["setup", None, "A-answer", None, "A"]
    assert nb.cells[4].metadata.nbgrader == GRADE.metadata
    assert nb.cells[2].metadata.nbgrader == ANSWER.metadata
    assert len(notes) == 2
    assert all("stands beside it" in note for note in notes)


@pytest.mark.parametrize("worth", ["1 point", "2.5 points, dropped: it counts for nobody"])
def test_other_points_than_when_it_was_fetched_are_nobodys_fault(worth: str) -> None:
    nb = notebook()
    nb.cells[2].source = f"check(A)  # {worth}"
    assert repair(nb, SOURCES) == []
    assert [c.source for c in nb.cells] == ["import numpy", "A = 1", "check(A)"]
    nb.cells[2].source = "check(A)  # 1 point\nA = 2"
    assert len(repair(nb, SOURCES)) == 1


def test_deleted_cells_come_back_where_they_do_their_work() -> None:
    nb = notebook()
    nb.cells = [nb.cells[1], new_code_cell("later = 2")]
    notes = repair(nb, SOURCES)
    assert names(nb) == ["setup", "A-answer", None, "A"]
    assert notes == [
        "The cell setup was missing; it was put back.",
        "The cell A was missing; it was put back.",
    ]


def test_a_deleted_answer_is_told() -> None:
    nb = notebook()
    del nb.cells[1]
    assert repair(nb, SOURCES) == ["The answer cell A-answer is missing."]


def test_of_duplicates_the_last_counts_and_all_text_is_kept() -> None:
    nb = notebook()
    nb.cells.insert(1, cell("A-answer", "A = 0"))
    nb.cells.append(cell("A", "check(A)"))
    notes = repair(nb, SOURCES)
    assert names(nb) == ["setup", None, "A-answer", None, "A"]
    assert nb.cells[1].source == "A = 0"
    assert len(notes) == 2
    assert all("more than once" in note for note in notes)


def test_retyped_cells_are_turned_back() -> None:
    nb = notebook()
    nb.cells[1] = cell("A-answer", "A = 1", new_markdown_cell)
    nb.cells[2] = cell("A", "check(A)", new_markdown_cell)
    notes = repair(nb, SOURCES)
    assert [c.cell_type for c in nb.cells] == ["code"] * 3
    assert nb.cells[1].source == "A = 1"
    assert len(notes) == 2
    nbformat.validate(nb)


@pytest.mark.parametrize("rubbish", [None, 7, [], "text", {"grade_id": 5}, {"grade_id": ["A"]}, {}])
def test_rubbish_in_the_metadata_makes_a_plain_cell(rubbish: Any) -> None:
    nb = notebook()
    nb.cells[1].metadata["nbgrader"] = rubbish
    assert repair(nb, SOURCES) == ["The answer cell A-answer is missing."]
    assert names(nb)[1] is None


def test_another_notebook_is_told_to_be_one() -> None:
    nb = new_notebook(cells=[new_code_cell("A = 1"), cell("elsewhere", "x")])
    notes = repair(nb, SOURCES)
    assert "is it another one?" in notes[0]
    assert names(nb) == ["setup", None, None, "A"]
    assert len(notes) == 1


ESSAY_QUESTION = Source(
    "E-question", "markdown", "Explain.", locked=True, solution=False, points=None, checksum=""
)
ESSAY = Source(
    "E", "markdown", "YOUR ANSWER HERE", locked=False, solution=True, points=2.0, checksum=""
)
WITH_ESSAY = [*SOURCES, ESSAY_QUESTION, ESSAY]


def essay(*cells: Any) -> Any:
    nb = notebook()
    nb.cells += cells
    return nb


QUESTION_CELL = cell("E-question", "Explain.", new_markdown_cell)
PROMPT = cell("E", "YOUR ANSWER HERE", new_markdown_cell)
WORDS = "Because the noise does not fade."


@pytest.mark.parametrize(
    "cells",
    [
        [QUESTION_CELL, PROMPT, new_markdown_cell(WORDS)],
        [QUESTION_CELL, new_markdown_cell(WORDS), PROMPT],
        [QUESTION_CELL, new_markdown_cell(WORDS)],
        [cell("E-question", f"Explain.\n\n{WORDS}", new_markdown_cell), PROMPT],
        [new_markdown_cell("Explain."), new_markdown_cell(WORDS)],
        [QUESTION_CELL, cell("E", WORDS, new_markdown_cell)],
    ],
    ids=["below", "above", "retyped", "in the question", "no metadata", "as it should be"],
)
def test_an_essay_is_shown_to_who_reads_it_wherever_it_was_written(cells: list[Any]) -> None:
    nb = essay(*map(copy.deepcopy, cells))
    repair(nb, WITH_ESSAY)
    (shown,) = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "E"]
    assert shown.source == WORDS
    assert sum(WORDS in c.source for c in nb.cells) == 1
    assert names(nb)[-2:] == ["E-question", "E"]


def test_an_essay_that_was_not_written_stays_empty() -> None:
    nb = essay(copy.deepcopy(QUESTION_CELL), copy.deepcopy(PROMPT))
    assert repair(nb, WITH_ESSAY) == []
    assert nb.cells[-1].source == ESSAY.source


def test_an_answer_typed_into_the_question_is_taken_for_the_answer() -> None:
    nb = notebook()
    del nb.cells[1]
    nb.cells[1].source = "A = 1\ncheck(A)"
    notes = repair(nb, SOURCES)
    assert names(nb) == ["setup", "A-answer", "A"]
    assert [c.source for c in nb.cells] == ["import numpy", "A = 1", "check(A)"]
    assert len(notes) == 1


def test_a_helper_in_the_setup_is_kept() -> None:
    nb = notebook()
    nb.cells[0].source = "import numpy\n\ndef helper():\n    return 3"
    repair(nb, SOURCES)
    assert nb.cells[1].source == "def helper():\n    return 3"


def test_a_statement_that_was_changed_in_the_middle_is_kept_whole() -> None:
    setup = replace(SETUP, source="x = [\n    1,\n    2,\n]")
    nb = notebook()
    nb.cells[0].source = "x = [\n    1,\n    5,\n]"
    repair(nb, [setup, ANSWER, GRADE])
    assert nb.cells[0].source == setup.source
    assert nb.cells[1].source == "x = [\n    1,\n    5,\n]"


def test_a_notebook_without_marks_is_found_again_in_one_sentence() -> None:
    nb = notebook()
    for c in nb.cells:
        del c.metadata["nbgrader"]
    assert repair(nb, SOURCES) == [NAMELESS]
    assert names(nb) == ["setup", None, "A"]


def test_cells_in_another_order_are_put_into_theirs() -> None:
    nb = notebook()
    nb.cells.reverse()
    (note,) = repair(nb, SOURCES)
    assert "another order" in note
    assert names(nb) == ["setup", "A-answer", "A"]
    nb.cells.reverse()
    repair(nb, SOURCES, fair=False)
    assert names(nb) == ["A", "A-answer", "setup"]


def test_a_copy_of_the_stub_does_not_undo_the_answer() -> None:
    nb = notebook()
    nb.cells.insert(2, cell("A-answer", "raise"))
    repair(nb, SOURCES)
    assert [c.source for c in nb.cells] == ["import numpy", "A = 1", "check(A)"]


def test_only_what_no_other_assignment_has_tells_that_it_is_this_one() -> None:
    nb = new_notebook(cells=[cell("setup", "import numpy"), cell("Q-answer", "Q = 1")])
    assert repair(nb, SOURCES) == [ANOTHER]


def test_notes_stand_once_at_the_top() -> None:
    nb = notebook()
    tell(nb, [])
    assert len(nb.cells) == 3
    tell(nb, ["one", "two", "one"])
    assert nb.cells[0].source.count("one") == 1
    assert nb.cells[0].source.startswith("**Notes of the grader**")
