"""The key's text as a student would write it: what the key has for itself alone taken out."""

from __future__ import annotations

import ast
import re


def student_version(source: str) -> str:
    """Return Python text of the key without what refuses bad input, which no student is asked for.

    Out go ``@validated``, every ``require(...)``, however many lines it takes, and every ``if``
    that does nothing but raise. What makes floats of whole numbers is then NumPy's own.
    """
    lines = source.encode().splitlines(keepends=True)  # ast counts columns in bytes
    nodes = list(ast.walk(ast.parse(source)))
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    changes: list[tuple[int, int, bytes]] = []  # from, to, and what shall stand there

    for node in nodes:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            marks = [mark for mark in node.decorator_list if ast.unparse(mark) == "validated"]
            changes += [(starts[m.lineno - 1], starts[m.end_lineno or 0], b"") for m in marks]
        elif isinstance(node, ast.stmt) and _refuses(node):
            changes.append((starts[node.lineno - 1], starts[node.end_lineno or 0], b""))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "floating":
            name, call = node.func, node
            first = starts[name.lineno - 1] + name.col_offset
            last = starts[(call.end_lineno or 0) - 1] + (call.end_col_offset or 0) - 1
            changes.append((first, first + len("floating"), b"np.asarray"))
            changes.append((last, last, b", dtype=float"))

    text = source.encode()
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text.decode()


def _refuses(node: ast.stmt) -> bool:
    if isinstance(node, ast.If):
        return not node.orelse and all(isinstance(part, ast.Raise) for part in node.body)
    return re.match(r"require\(", ast.unparse(node)) is not None
