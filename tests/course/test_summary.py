"""What is said of the assignments is counted: points, questions, kinds; and nothing is left out."""

from __future__ import annotations

from itertools import chain
from types import SimpleNamespace
from typing import cast

import pytest
import yaml
from sphinx.application import Sphinx

from autograder.__main__ import main
from book.pages.assignments import ASKED, count_assignments
from course import summary
from course.assemble import assignments
from course.paths import ROOT
from course.questions import TASKS


def test_points_and_questions_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["points"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert [name for name, *_ in lines] == [*TASKS, "all"]
    *parts, whole = ([float(x) for x in numbers] for _, *numbers in lines)
    assert [sum(column) for column in zip(*parts, strict=True)] == whole
    assert sum(whole[1:]) == sum(task.points for tasks in TASKS.values() for task in tasks)


@pytest.mark.parametrize("row", summary.rows(), ids=lambda row: row.assignment)
def test_no_assignment_is_worth_much_more_than_another(row: summary.AssignmentSummary) -> None:
    assert 12 <= row.graded + row.by_hand <= 18


def test_the_table_of_the_book_has_a_row_for_each_with_a_link_and_its_kinds() -> None:
    source = [f"# Title\n\n{ASKED}\n"]
    pages = SimpleNamespace(found_docs={f"chapters/exercises/{name}" for name in TASKS})
    app = cast(Sphinx, SimpleNamespace(env=pages))
    count_assignments(app, "chapters/assignments", source)
    for name, tasks in TASKS.items():
        (row,) = (line for line in source[0].splitlines() if f"(exercises/{name}.md)" in line)
        most = f"| {sum(task.points for task in tasks if not task.bonus):g}"
        bonus = sum(task.points for task in tasks if task.bonus)
        assert row.endswith(f"{most} + {bonus:g} |" if bonus else f"{most} |")


def test_one_of_a_kind_is_said_so() -> None:
    row = next(row for row in summary.rows() if row.assignment == "choosing")
    assert "4 optimizers" in row.described()
    assert "1 search, 1 explanation" in row.described()


def test_assignments_come_in_the_order_of_the_lessons() -> None:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    lessons, exercises, *others = ([c["file"] for c in part["chapters"]] for part in toc["parts"])
    lessons += chain.from_iterable(others)
    shown = [file.rpartition("/")[2] for file in exercises if "/exercises/" in file]
    assert shown == [*TASKS]
    assert shown == [name for file in lessons if (name := file.rpartition("/")[2]) in TASKS]
    assert shown == assignments()
