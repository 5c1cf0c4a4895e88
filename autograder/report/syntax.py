"""What of an answer is the writer's: pieces of its syntax tree, without names and order.

Two texts that differ in names, formatting, comments, annotations, the order of statements or of the
sides of a sum, or in ``x += y`` for ``x = x + y``, have the same pieces. A piece is a subtree of
some size; its hash is that of its kind and of its children's hashes, so each text is walked once.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
from collections import defaultdict
from dataclasses import dataclass

SMALLEST = 5  # nodes of a piece that can be anybody's
FREE = (ast.Add, ast.Mult, ast.BitOr, ast.BitAnd, ast.BitXor, ast.Eq, ast.NotEq)
MIRRORED: dict[type, type[ast.cmpop]] = {ast.Gt: ast.Lt, ast.GtE: ast.LtE}
KNOWN = {*dir(builtins), "np", "numpy", "math"}  # names that mean the same to everybody
SKIPPED = {"annotation", "returns", "type_comment", "ctx", "lineno", "kind", "type_params"}


@dataclass(frozen=True)
class Pieces:
    """The pieces of one text: how often each is in it, and the lines that it is written on."""

    lines: dict[str, list[tuple[int, int]]]

    def count(self, piece: str) -> int:
        """Return how often a piece is in the text."""
        return len(self.lines.get(piece, ()))


def pieces(text: str) -> Pieces:
    """Return the pieces of a text; none if it is no Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Pieces({})
    walk = _Walk()
    try:
        walk.visit(tree)
    except RecursionError:
        return Pieces({})
    return Pieces(dict(walk.found))


class _Walk:
    """Hashes a tree from its leaves up, and notes what is large enough."""

    def __init__(self) -> None:
        self.found: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def visit(self, node: ast.AST) -> tuple[str, int]:
        """Return the hash of a node, and how many nodes it has."""
        plain = _plain(node)
        if plain is not node:
            return self.visit(ast.copy_location(plain, node))
        if isinstance(node, ast.BinOp):
            return self._noted(node, "", [[(node.op, node.left, node.right)]])
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._noted(node, "", [[(node.ops[0], node.left, node.comparators[0])]])
        if isinstance(node, ast.Name):
            return self._hash(node.id if node.id in KNOWN else "name", []), 1
        if isinstance(node, ast.Attribute):
            own = isinstance(node.value, ast.Name) and node.value.id == "self"
            return self._noted(
                node, "field" if own else f".{node.attr}", [] if own else [[node.value]]
            )
        if isinstance(node, ast.Constant):
            kind = "text" if isinstance(node.value, str) else repr(node.value)
            return self._hash(kind, []), 1
        return self._noted(node, type(node).__name__, self._children(node))

    def _children(self, node: ast.AST) -> list[list[object]]:
        """Return the children, in groups whose order counts; of statements it does not."""
        groups: list[list[object]] = []
        for name, value in ast.iter_fields(node):
            if name in SKIPPED or value is None:
                continue
            if isinstance(value, list):
                kept = _direct([v for v in value if isinstance(v, ast.AST) and not _is_words(v)])
                if name in ("body", "orelse", "finalbody", "keywords", "decorator_list"):
                    groups.append([frozenset(kept)] if name != "decorator_list" else [])
                else:
                    groups.append(list(kept))
            elif isinstance(value, ast.AST):
                groups.append([value])
        return groups

    def _noted(self, node: ast.AST, kind: str, groups: list[list[object]]) -> tuple[str, int]:
        """Hash a node and note it if it is a piece."""
        parts, size = [], 1
        for group in groups:
            for child in group:
                part, nodes = self._part(child)
                parts.append(part)
                size += nodes
            parts.append("|")
        piece = self._hash(kind, parts)
        if size >= SMALLEST and isinstance(node, (ast.stmt, ast.expr)):
            self.found[piece].append((node.lineno, node.end_lineno or node.lineno))
        return piece, size

    def _part(self, child: object) -> tuple[str, int]:
        if isinstance(child, frozenset):  # statements, in any order
            done = sorted(self.visit(one) for one in sorted(child, key=lambda n: n.lineno))
            return "".join(piece for piece, _ in done), sum(nodes for _, nodes in done)
        if isinstance(child, tuple):  # an operator and its sides
            op, *sides = child
            done = [self.visit(side) for side in sides]
            if isinstance(op, FREE):
                done.sort()
            return self._hash(type(op).__name__, [p for p, _ in done]), 1 + sum(n for _, n in done)
        assert isinstance(child, ast.AST)
        return self.visit(child)

    @staticmethod
    def _hash(kind: str, parts: list[str]) -> str:
        return hashlib.blake2b("\0".join([kind, *parts]).encode(), digest_size=8).hexdigest()


def _plain(node: ast.AST) -> ast.AST:
    """Return the plain way to write a node, which may be the node itself."""
    match node:
        case ast.AugAssign(target, op, value):
            return ast.Assign([target], ast.copy_location(ast.BinOp(target, op, value), node))
        case ast.AnnAssign(target, _, value) if value is not None:
            return ast.Assign([target], value)
        case ast.Compare(left, [ast.Gt() | ast.GtE() as op], [right]):
            return ast.Compare(right, [MIRRORED[type(op)]()], [left])
    return node


def _direct(body: list[ast.AST]) -> list[ast.AST]:
    """Return statements with ``return x`` in the place of ``y = x; return y`` at their end."""
    match [_plain(one) for one in body[-2:]]:
        case [ast.Assign([ast.Name(one)], value), ast.Return(ast.Name(other))] if one == other:
            return _direct([*body[:-2], ast.copy_location(ast.Return(value), body[-2])])
    return body


def _is_words(node: ast.AST) -> bool:
    """Whether a statement only says something: a docstring, ``pass``, or an import."""
    words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return words or isinstance(node, (ast.Pass, ast.Import, ast.ImportFrom))
