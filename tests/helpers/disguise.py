"""How somebody makes a copied answer look like their own; each keeps what it computes."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Callable

KEPT = {*dir(builtins), "self", "np", "math", "init", "step"}


class _Rename(ast.NodeTransformer):
    """Calls every variable something else; what a module or an object offers keeps its name."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def other(self, name: str) -> str:
        return name if name in KEPT else self.names.setdefault(name, f"my_{len(self.names)}")

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.other(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self.other(node.arg), None)

    def visit_keyword(self, node: ast.keyword) -> ast.keyword:
        return ast.keyword(node.arg, self.visit(node.value))


class _Turn(ast.NodeTransformer):
    """Turns sums, products and comparisons round, and writes ``x += y`` out."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.BinOp:
        self.generic_visit(node)
        if isinstance(node.op, (ast.Add, ast.Mult)):
            node.left, node.right = node.right, node.left
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        self.generic_visit(node)
        turned = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
        if len(node.ops) == 1 and type(node.ops[0]) in turned:
            sides = node.comparators[0], node.left
            return ast.Compare(sides[0], [turned[type(node.ops[0])]()], [sides[1]])
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.Assign:
        self.generic_visit(node)
        old = copy.deepcopy(node.target)
        old.ctx = ast.Load()
        return ast.Assign([node.target], ast.BinOp(old, node.op, node.value))


class _Shuffle(ast.NodeTransformer):
    """Swaps neighbouring assignments that do not need one another."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        body = getattr(node, "body", None)
        for i in range(len(body) - 1 if isinstance(body, list) else 0):
            if all(isinstance(one, ast.Assign) for one in body[i : i + 2]):
                used = [
                    {n.id for n in ast.walk(s) if isinstance(n, ast.Name)} for s in body[i : i + 2]
                ]
                if not used[0] & used[1]:
                    body[i], body[i + 1] = body[i + 1], body[i]
        return node


class _Dress(ast.NodeTransformer):
    """Adds a docstring and annotations, and returns by way of a new name."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.body.insert(0, ast.Expr(ast.Constant("My own idea.")))
        for arg in node.args.args[1:]:
            arg.annotation = ast.Name("object", ast.Load())
        if isinstance(node.body[-1], ast.Return) and node.body[-1].value:
            answer = ast.Assign([ast.Name("answer", ast.Store())], node.body[-1].value)
            node.body[-1:] = [answer, ast.Return(ast.Name("answer", ast.Load()))]
        return node


class _Apart(ast.NodeTransformer):
    """Computes a part of what is returned on a line of its own."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        last = node.body[-1]
        if isinstance(last, ast.Return) and isinstance(last.value, ast.BinOp):
            part = ast.Assign([ast.Name("part", ast.Store())], last.value.right)
            last.value.right = ast.Name("part", ast.Load())
            node.body.insert(-1, part)
        return node


def _by(*changes: type[ast.NodeTransformer]) -> Callable[[str], str]:
    def disguise(text: str) -> str:
        tree: ast.AST = ast.parse(text)
        for change in changes:
            tree = change().visit(tree)
        return ast.unparse(ast.fix_missing_locations(tree))

    return disguise


DISGUISES: dict[str, Callable[[str], str]] = {
    "as it was": str,
    "names and formatting": _by(_Rename),
    "sides turned round": _by(_Rename, _Turn),
    "statements in another order": _by(_Rename, _Shuffle),
    "dressed up": _by(_Dress, _Rename),
    "taken apart": _by(_Apart, _Rename),
    "all of it": _by(_Apart, _Dress, _Turn, _Shuffle, _Rename),
}
