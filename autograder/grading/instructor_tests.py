"""An instructor's own test cell: run on the trusted side, against stand-ins of the student's names.

As in stock nbgrader: a cell that ends without an error earns its points, one that fails none, and
one whose last line is a number that many. The score is always written down, and starts from 0.
"""

from __future__ import annotations

import ast
import builtins
from typing import Any

from autograder.engine.proxies import Names, RemoteNamespace, StudentError
from autograder.engine.session import ProcessGoneError, ProcessLostError, Session

MOST = 2000  # characters of what the cell printed


def run(session: Session, source: str, points: float) -> tuple[str, float]:
    """Return what is to be said of a test cell, and its score."""
    printed: list[str] = []

    def collect(*words: Any, sep: str = " ", end: str = "\n", **_: Any) -> None:
        printed.append(sep.join(map(str, words)) + end)

    try:
        value = _value(
            source, Names(RemoteNamespace(session), print=collect, __builtins__=builtins)
        )
    except AssertionError as error:
        said, score = str(error) or "an assertion does not hold", 0.0
    except StudentError as error:
        said, score = f"your code stopped with {error}", 0.0
    except ProcessGoneError as gone:
        said, score = f"your code {gone}", 0.0
    except (ProcessLostError, KeyboardInterrupt):
        raise
    except BaseException as error:  # SystemExit too, or it would end the whole batch
        said, score = f"{type(error).__name__}: {error}", 0.0
    else:
        score = _score(value, points)
        said = "right" if score == points else "not all of it is right"
    return "".join([*printed, f"{score:g} of {points:g} points: {said}"])[-MOST:], score


def _value(source: str, names: Names) -> Any:
    """Run a cell and return the value of its last line, or None if that has none."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "<test cell>", "exec"), names)
        return None
    del tree.body[-1]
    exec(compile(tree, "<test cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<test cell>", "eval"), names)


def _score(value: Any, points: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return points
    return min(max(float(value), 0.0), points) if value == value else 0.0
