"""From an exercise's text to the instructor's notebook: the answers put in, the points filled in.

Stock `nbgrader generate_assignment` then takes the answers out again; nothing else does.
"""

from __future__ import annotations

import ast
import inspect
import pprint
import re
import textwrap
from collections.abc import Collection
from functools import cache
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

import descent
import solutions
from course.adaptation import NONE, Adaptation, AdaptationError, without
from course.paths import EXERCISES, ROOT, in_order, site
from course.questions import TASKS
from course.student_version import student_version

IMPORT = re.compile(r"from (solutions(?:\.\w+)+) import ([\w, ]+)")
AT_THE_TOP = re.compile(r"^### BEGIN SOLUTION", re.MULTILINE)
MARKS = ("answer", "debug", "grade", "explain", "given", "locked")
KIT = """\
try:
    from descent import check
except Exception:  # not there, or overwritten by PyPI's package of that name
    from pathlib import Path

    kit = max(map(str, Path().glob("descent_course-*.whl")), default="descent_course-....whl")
    raise ImportError(
        f"the kit of this course is not installed here: run `%pip install --force-reinstall {kit}`"
        " with the file that came with this notebook, then restart the kernel"
    ) from None
"""
"""What every notebook begins with: which command is missing, in one sentence that can be copied."""
WORK = """\
- **Work** from top to bottom: put your lines in the place of `raise NotImplementedError`, keep
  the names as they are, and run each cell.
- **Check** with the cell below each answer, as often as you like; `check()` in a cell of its own
  lists every question and how it stands.
- **Hand in** this file under the name it has, after *Restart Kernel and Run All Cells* and saving.
"""
"""What every notebook says at its top; the first of the course says it at length."""
AT_LENGTH = "## How these notebooks work"
SCHEMA = {"schema_version": 3, "task": False}


# The name that a cell's mark gives to it in nbgrader, for each kind of mark.
NAMES = {"answer": "{}-answer", "debug": "{}-answer", "given": "{}-given"}
MARKED = re.compile(rf"^(?::|\+\+\+ \{{\")({'|'.join(MARKS)})(?::|\":) \"?([^\"\n]+)", re.MULTILINE)


class AssemblyError(ValueError):
    """An exercise's text that cannot become an assignment."""


def assignments() -> list[str]:
    """Return the names of all assignments, as the exercises' files are called, in their order."""
    return in_order(path.stem for path in EXERCISES.glob("*.md"))


@cache
def cell_names(assignment: str) -> tuple[str, ...]:
    """Return the names of an assignment's cells in their order; none if it is not the course's."""
    path = EXERCISES / f"{assignment}.md"
    if not path.exists():
        return ()
    marks = MARKED.findall(path.read_text(encoding="utf-8"))
    return tuple(NAMES.get(mark, "{}").format(name.strip()) for mark, name in marks)


def assemble(assignment: str, adaptation: Adaptation = NONE) -> NotebookNode:
    """Return the instructor's notebook of an assignment, answers included, as a class has it.

    Raises
    ------
    AssemblyError
        If a cell asks for a question that is not there, or a question has no cell.
    AdaptationError
        If the assignment cannot be adapted so.
    """
    kept = adaptation.questions(TASKS[assignment])
    notebook = jupytext.read(EXERCISES / f"{assignment}.md", fmt="md:myst")
    asked = {task.name: task for task in TASKS[assignment]}
    notebook.cells[0].source += _how_to_work(assignment, notebook.cells[0].source)
    graded = []
    for number, cell in enumerate(notebook.cells):
        cell.id = f"{assignment}-{number}"
        marks = {key: cell.metadata.pop(key, None) for key in MARKS}
        if name := marks["answer"]:
            _nbgrader(cell, f"{name}-answer", solution=True)
            cell.source = _with_answer(cell.source)
        elif name := marks["debug"]:
            _nbgrader(cell, f"{name}-answer", solution=True)
            cell.source += f"\n\n\n### BEGIN SOLUTION\n{repaired(name)}\n### END SOLUTION"
        elif name := marks["grade"]:
            graded.append(_known(name, asked, assignment))
            _nbgrader(cell, name, grade=True, locked=True)
            cell.metadata.nbgrader["points"] = adaptation.maximum(asked[name])
            cell.source += f"  # {adaptation.remark(asked[name])}"
        elif name := marks["explain"]:
            graded.append(_known(name, asked, assignment))
            _nbgrader(cell, name, grade=True, solution=True)
            cell.metadata.nbgrader["points"] = adaptation.maximum(asked[name])
        elif name := marks["given"]:
            _nbgrader(cell, f"{name}-given", locked=True)
            data = asked[_known(name, asked, assignment)].given
            cell.source = cell.source.replace("...", pprint.pformat(data, width=80))
        elif name := marks["locked"]:
            _nbgrader(cell, name, locked=True)
            cell.source = _with_answer(cell.source)  # a memory's fields, which hold no answer
            if name == "setup":
                cell.source = f"{KIT}\n{cell.source}"
        tries = cell.cell_type == "code" and "nbgrader" not in cell.metadata
        if tries or AT_THE_TOP.search(cell.source):
            # While an answer is open these raise; "Restart and run all" goes on behind them.
            cell.metadata["tags"] = ["raises-exception"]
    if sorted(graded) != sorted(asked):
        raise AssemblyError(f"{assignment}.md grades {graded}, the questions are {list(asked)}")
    notebook.cells = without(notebook.cells, adaptation.leave_out)
    _add_own(notebook, adaptation)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "descent": {
            "kit": descent.__version__,
            "questions": {task.name: task.version for task in kept},
        },
    }
    nbformat.validate(notebook)
    return notebook


def _add_own(notebook: NotebookNode, adaptation: Adaptation) -> None:
    """Put the date below the title, and the instructor's own cells at the end."""
    if adaptation.due:
        notebook.cells[0].source += f"\n\n*Due {adaptation.due}.*"
    if adaptation.own is None:
        return
    try:
        own = jupytext.read(adaptation.own).cells
    except Exception as error:  # whatever a file can hold
        raise AdaptationError(f"{adaptation.own} cannot be read as a notebook: {error}") from None
    taken = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    for number, cell in enumerate(own):
        cell.id = f"own-{number}"
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name and name in taken:
            raise AdaptationError(f"{adaptation.own} has a cell {name!r}, as the course has one")
    notebook.cells += own


def _how_to_work(assignment: str, text: str) -> str:
    """Return what a notebook's first cell says after its own text."""
    lines = [] if AT_LENGTH in text else [WORK.strip()]
    if site():
        lines.append(f"The lesson is at <{site()}chapters/{assignment}.html>.")
    return "".join(f"\n\n{line}" for line in lines)


def _known(name: str, asked: Collection[str], assignment: str) -> str:
    if name not in asked:
        raise AssemblyError(f"{assignment}.md grades {name}, which is no question of it")
    return name


def _nbgrader(cell: NotebookNode, grade_id: str, **roles: bool) -> None:
    usual = {"grade": False, "locked": False, "solution": False}
    cell.metadata["nbgrader"] = {**SCHEMA, **usual, **roles, "grade_id": grade_id}


def _with_answer(source: str) -> str:
    """Replace an import from the key by what it imports; leave any other cell alone."""
    found = IMPORT.fullmatch(source.strip())
    if not found:
        return source
    module = ROOT / (found[1].replace(".", "/") + ".py")
    names = [name.strip() for name in found[2].split(",")]
    return "\n\n\n".join(answer(module, name) for name in names)


def repaired(name: str) -> str:
    """Return the source of the key's class `name`, without docstrings and marks."""
    module = Path(inspect.getfile(getattr(solutions, name)))
    tree = ast.parse(answer(module, name))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            node.body = node.body[1:] if ast.get_docstring(node) else node.body
    return ast.unparse(tree)


def answer(module: Path, name: str) -> str:
    """Return the source of a class or function of the key, its bodies marked for removal.

    Signatures and docstrings stay, docstrings up to what they refuse and their Notes: what follows
    is for readers of the key, and may say what the exercise asks. Where a docstring names a
    Property by which the rule can be found, students get that in the rule's place.
    """
    text = student_version(module.read_text(encoding="utf-8"))
    lines = text.splitlines()
    node = next(
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name
    )
    # A function within a function goes with the body that it is part of.
    top = node.body if isinstance(node, ast.ClassDef) else [node]
    functions = [n for n in top if isinstance(n, ast.FunctionDef)]
    for function in sorted(functions, key=lambda f: f.lineno, reverse=True):
        docstring = function.body[0]
        assert isinstance(docstring, ast.Expr), f"{name}: every function has a docstring"
        start, end = docstring.end_lineno or 0, function.end_lineno or 0
        indent = " " * docstring.col_offset
        body = [indent + "### BEGIN SOLUTION", *lines[start:end], indent + "### END SOLUTION"]
        lines[start:end] = body
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
    last = (node.end_lineno or 0) + 2 * len(functions)
    return _for_students("\n".join(lines[first:last]))


def _for_students(source: str) -> str:
    """Cut every docstring before its section Raises, Notes, References or Examples."""
    source = re.sub(r"\n\n {4}Rule\b.*?(?=\n\n {4}Property: )", "", source, flags=re.DOTALL)
    late = r"\n\n( *)(?:Raises|Notes|References|Examples)\n\1-+\n.*?\n\1\"\"\""
    return re.sub(late, r'\n\1"""', textwrap.dedent(source), flags=re.DOTALL)
