"""A mutator: every text that comes of the key's by one small slip."""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from course.student_version import student_version

Known = tuple[set[str], set[str]]
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.FloorDiv)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
# Functions that one may be taken for another.
KINDS = (
    ("sqrt", "abs", "square", "sign", "log", "exp"),
    ("zeros_like", "ones_like"),
    ("maximum", "minimum"),
    ("mean", "sum", "max", "min"),
    ("cos", "sin"),
    ("ceil", "floor", "round"),
    ("min", "max"),
    ("permutation", "arange"),
)


def student_text(reference: Any) -> str:
    """Return the key's text as a student would write it, without docstrings."""
    tree = ast.parse(student_version(textwrap.dedent(inspect.getsource(reference))))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)


def mutants(text: str, wanted: Callable[[str], bool] = bool) -> Iterator[tuple[str, str]]:
    """Yield what was changed and the changed text, each text once; only what is wanted by name."""
    known, times = {text}, Counter[str]()
    for name, change in changes(text):
        times[name] += 1
        place = name + f" (place {times[name]})" * (times[name] > 1)
        if not wanted(place):
            continue
        changed = change()
        if changed not in known:
            known.add(changed)
            if _compiles(changed):
                yield place, changed


@cache  # of a text they are asked for up to three times
def changes(text: str) -> list[tuple[str, Callable[[], str]]]:
    """Return the name of every change, with what returns the changed text."""
    tree = ast.parse(text)
    known = _known(tree)
    return [
        (f"{name}: {short} -> {_short(other)}", partial(_changed, tree, place, node, other))
        for *place, node in _nodes(tree)
        for short in [_short(node)]
        for name, other in _changes(known, place[0], place[1], node)
    ]


def _compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _changed(tree: ast.AST, place: list[Any], old: Any, new: Any) -> str:
    """Return the text of a tree in which one node is another."""
    _put(place, new)
    text = ast.unparse(tree)
    _put(place, old)
    return text


def _put(place: list[Any], node: Any) -> None:
    parent, field = place
    name, *number = field.split()
    if number:
        getattr(parent, name)[int(number[0])] = node
    else:
        setattr(parent, name, node)


def _nodes(tree: ast.AST) -> list[tuple[ast.AST, str, Any]]:
    """Return what can be changed: expressions, and lists of statements, with where they stand."""
    found: list[tuple[ast.AST, str, Any]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.arguments | ast.Attribute) and not isinstance(node, ast.expr):
            continue
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "bases", "ctx"):
                continue
            if isinstance(value, list):
                if (
                    field in ("body", "orelse")
                    and value
                    and isinstance(node, ast.FunctionDef | ast.If | ast.While | ast.For)
                ):
                    found.append((node, field, value))
                found += [
                    (node, f"{field} {i}", item)
                    for i, item in enumerate(value)
                    if isinstance(item, ast.expr)
                ]
            elif isinstance(value, ast.expr):
                found.append((node, field, value))
    return found


def _changes(known: Known, parent: ast.AST, field: str, node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, list):
        yield from _of_statements(node)
        return
    if isinstance(getattr(node, "ctx", None), ast.Store) or _is_type(parent, field):
        return
    for kind, changes in CHANGES:
        if isinstance(node, kind):
            yield from changes(node)
    if isinstance(node, ast.Name | ast.Attribute):
        yield from _of_names(known, node)
    if isinstance(node, ast.Name | ast.Attribute | ast.BinOp | ast.Call) and not _called(
        parent, field
    ):
        text = ast.unparse(node)
        for name, form in FORMS.items():
            yield name, _expr(form.format(text))


FORMS = {
    "sign": "-({})",
    "size": "abs({})",
    "square": "({}) ** 2",
    "root": "abs({}) ** 0.5",
    "dropped for 0": "0 * ({})",
    "dropped for 1": "1.0",
    "one more": "({}) + 1",
    "twice": "2 * ({})",
}


def _is_type(parent: ast.AST, field: str) -> bool:
    return isinstance(parent, ast.AnnAssign) and field == "annotation"


def _called(parent: ast.AST, field: str) -> bool:
    return (isinstance(parent, ast.Call) and field == "func") or isinstance(parent, ast.Attribute)


def _of_binary(node: ast.BinOp) -> Iterator[tuple[str, Any]]:
    for operator in OPERATORS:
        if not isinstance(node.op, operator):
            yield "operator", ast.BinOp(node.left, operator(), node.right)
    yield "left term only", node.left
    yield "right term only", node.right
    yield "operands exchanged", ast.BinOp(node.right, node.op, node.left)


def _of_constant(node: ast.Constant) -> Iterator[tuple[str, Any]]:
    x = node.value
    if isinstance(x, bool):
        yield "constant", ast.Constant(not x)
    elif isinstance(x, int | float):
        for other in (0, 1, x + 1, x - 1, 2 * x, x / 2, -x, x + 0.1 * x):
            yield "constant", ast.Constant(other)


def _of_comparison(node: ast.Compare) -> Iterator[tuple[str, Any]]:
    for operator in COMPARISONS:
        if not isinstance(node.ops[0], operator):
            yield "comparison", ast.Compare(node.left, [operator()], node.comparators)
    for truth in (True, False):
        yield "condition", ast.Constant(truth)


def _of_call(node: ast.Call) -> Iterator[tuple[str, Any]]:
    name = ast.unparse(node.func).rpartition(".")[2]
    for kind in KINDS:
        for other in kind if name in kind else ():
            func = copy.deepcopy(node.func)
            if isinstance(func, ast.Attribute):
                func.attr = other
            else:
                func = ast.Name(other)
            yield "function", ast.Call(func, node.args, node.keywords)
    if node.args:
        yield "function left out", node.args[0]
    for i in range(len(node.args)):
        yield (
            "argument left out",
            ast.Call(node.func, node.args[:i] + node.args[i + 1 :], node.keywords),
        )
    for i in range(1, len(node.args)):
        args = list(node.args)
        args[i - 1], args[i] = args[i], args[i - 1]
        yield "arguments exchanged", ast.Call(node.func, args, node.keywords)
    for i in range(len(node.keywords)):
        keywords = node.keywords[:i] + node.keywords[i + 1 :]
        yield "keyword left out", ast.Call(node.func, node.args, keywords)


def _of_tuple(node: ast.Tuple) -> Iterator[tuple[str, Any]]:
    if len(node.elts) == 2:
        yield "pair exchanged", ast.Tuple(node.elts[::-1])
        yield "pair cut", node.elts[0]
        yield "old one returned", ast.Tuple([node.elts[0], ast.Name("state")])
        yield "old place returned", ast.Tuple([ast.Name("w"), node.elts[1]])
        yield "list for a pair", ast.List(node.elts)


def _of_choice(node: Any) -> Iterator[tuple[str, Any]]:
    yield "first branch", node.body
    yield "second branch", node.orelse


CHANGES: list[tuple[Any, Callable[[Any], Iterator[tuple[str, Any]]]]] = [
    (ast.BinOp, _of_binary),
    (ast.Constant, _of_constant),
    (ast.Compare, _of_comparison),
    (ast.Call, _of_call),
    (ast.Tuple, _of_tuple),
    (ast.IfExp, _of_choice),
    (ast.UnaryOp, lambda node: iter([("operator left out", node.operand)])),
]


def _known(tree: ast.AST) -> Known:
    """Return the variables of a text, and its attributes."""
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id.islower()} - {"np"}
    names |= {a.arg for a in ast.walk(tree) if isinstance(a, ast.arg)} - {"self"}
    return names, {ast.unparse(a) for a in ast.walk(tree) if isinstance(a, ast.Attribute)}


def _of_names(known: Known, node: Any) -> Iterator[tuple[str, Any]]:
    """Yield one name of a kind for another: a setting, an old memory, a variable."""
    text = ast.unparse(node)
    names, attributes = known
    if isinstance(node, ast.Attribute):
        owner = ast.unparse(node.value)
        if owner in ("self", "state"):
            yield from (
                ("name", _expr(a)) for a in sorted(attributes - {text}) if a.startswith(owner + ".")
            )
            if node.attr in names:
                yield "new for old", _expr(node.attr)
    elif text in names:
        yield from (("name", _expr(other)) for other in sorted(names - {text, "print"}))
        if f"state.{text}" in attributes:
            yield "old for new", _expr(f"state.{text}")


def _of_statements(body: list[Any]) -> Iterator[tuple[str, Any]]:
    for i, statement in enumerate(body):
        if len(body) > 1 and not isinstance(statement, ast.FunctionDef | ast.AnnAssign):
            yield "line left out", body[:i] + body[i + 1 :]
        if i and not isinstance(statement, ast.FunctionDef | ast.AnnAssign):
            yield "lines exchanged", [*body[: i - 1], statement, body[i - 1], *body[i + 1 :]]
        if isinstance(statement, ast.Return) and isinstance(statement.value, ast.Tuple):
            yield from (("in place", body[:i] + lines) for lines in _in_place(statement.value))
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            lines = ast.parse(
                f"state.{name}[...] = {ast.unparse(statement.value)}\n{name} = state.{name}"
            ).body
            yield "memory in place", [*body[:i], *lines, *body[i + 1 :]]


def _in_place(pair: ast.Tuple) -> Iterator[list[Any]]:
    place = pair.elts[0]
    for lines in (f"w[...] = {ast.unparse(place)}\nreturn (w, {ast.unparse(pair.elts[1])})",):
        yield ast.parse(f"def f():\n{textwrap.indent(lines, '    ')}").body[0].body  # type: ignore[attr-defined]


def _expr(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _short(node: Any) -> str:
    if isinstance(node, list):
        return " / ".join(ast.unparse(line).splitlines()[0] for line in node)[:80]
    return ast.unparse(node)[:60]
