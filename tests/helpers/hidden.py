"""What may not be published: bodies of the key, code of mistakes, inputs that are not shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from course.paths import ROOT
from course.questions import TASKS
from tests.helpers import asked

ASKED = [task for tasks in TASKS.values() for task in tasks if task.kind != "essay"]
TELLING = 12  # characters of code, below which a line could be anybody's
# A line that does more than name an error, or begin a block.
WORKING = re.compile(r"^(?!def ).*([-+*/@=]|grad\(|return \w+\()")
# A line of a mistake that computes something, and is no sentence about it.
ARITHMETIC = re.compile(r"^(?!def )[^\"']*[a-z][^\"']*[-+*/@%][^\"']*$")


def plain(text: str) -> str:
    """Return a text with every gap as one blank."""
    return re.sub(r"\s+", " ", text).strip()


def trees(folder: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        yield text, ast.parse(text)


@cache
def answer_lines() -> frozenset[str]:
    """Every line of every function body of the answer key that is long enough to tell."""
    found = {line for line in bodies("solutions") if len(line) > TELLING and WORKING.search(line)}
    diagnosis = " ".join(docstrings("solutions"))
    return frozenset(line for line in found if line not in diagnosis)


def docstrings(folder: str) -> Iterator[str]:
    """What the key says of its rules; the stubs say it as well, so it is no secret."""
    for _, tree in trees(folder):
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                yield plain(ast.get_docstring(node) or "")


@cache
def mistake_lines() -> frozenset[str]:
    """The same of the mistakes: bodies of functions and lambdas, and what `changed` puts in."""
    pieces = {*bodies("course/mistakes"), *lambdas(), *exchanged()} - answer_lines()
    given = " ".join(given_with_bugs())
    return frozenset(p for p in pieces if ARITHMETIC.search(p) and len(p) > 16 and p not in given)


def given_with_bugs() -> Iterator[str]:
    """The cells of the exercises that hold a mistake on purpose."""
    for path in (ROOT / "chapters" / "exercises").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        yield from map(plain, re.findall(r"^:debug: .*?^```", text, re.M | re.S))


def bodies(folder: str) -> Iterator[str]:
    for text, tree in trees(folder):
        lines = text.encode().splitlines()
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                body = function.body[1:] if ast.get_docstring(function) else function.body
                for statement in body:
                    yield from map(plain, segment(lines, statement))


def segment(lines: list[bytes], node: ast.stmt) -> list[str]:
    """The lines of a node; `ast.get_source_segment` splits the whole text again for each."""
    found = lines[node.lineno - 1 : node.end_lineno]
    found[-1] = found[-1][: node.end_col_offset]
    found[0] = found[0][node.col_offset :]  # last, as columns are counted from the line's begin
    return [line.decode() for line in found]


def lambdas() -> Iterator[str]:
    for text, tree in trees("course/mistakes"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Lambda):
                yield plain(ast.get_source_segment(text, node.body) or "")


def exchanged() -> Iterator[str]:
    for _, tree in trees("course/mistakes"):
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for pair in (node for node in call.args if isinstance(node, ast.Tuple)):
                if [type(getattr(e, "value", None)) for e in pair.elts] == [str, str]:
                    yield plain(pair.elts[1].value)  # type: ignore[attr-defined]


@cache
def hidden_numbers() -> frozenset[str]:
    """The inputs that are not shown, and what is due for them, to eight digits.

    What another term draws as well is of the question and no secret, as log 7 for seven classes.
    """
    shown = {
        number
        for question in map(asked.public_question, ASKED)
        for case in question.cases
        for number in digits([case.inputs, case.expected, case.wrong])
    }
    return frozenset(_drawn("") - _drawn("another term") - shown)


def _drawn(term: str) -> set[str]:
    questions = (asked.graded_question(task, term) for task in ASKED)
    cases = (case for question in questions for case in question.cases if case.hidden)
    return {number for case in cases for number in digits([case.inputs, case.expected])}


def digits(data: Any) -> Iterator[str]:
    """Yield the first eight digits of every number that has as many."""
    if isinstance(data, dict):
        data = [*data.values()]
    if isinstance(data, list | tuple):
        for item in data:
            yield from digits(item)
    elif isinstance(data, float):
        found = re.fullmatch(r"-?0*\.?0*([1-9][\d.]*)(?:e.*)?", repr(abs(data)))
        if found and len(found[1].replace(".", "")) > 10:
            yield found[1][:9]


@cache
def inner_words(line: str) -> frozenset[str]:
    """The words of a line but for its first and last, which may end elsewhere in a text."""
    return frozenset(re.findall(r"\w+", line)[1:-1])


def leaks(text: str, answers: bool = True) -> list[str]:
    """Return what of all this stands in a text; `answers` if the key's bodies count as well."""
    text = plain(text)
    words = {*re.findall(r"\w+", text)}  # most lines have one that is not there: much is saved
    lines = mistake_lines() | (answer_lines() if answers else frozenset())
    told = {line for line in lines if inner_words(line) <= words and line in text}
    runs = re.findall(r"[\d.]{9,}", text)
    told |= hidden_numbers() & {run[at : at + 9] for run in runs for at in range(len(run) - 8)}
    return sorted(told)
