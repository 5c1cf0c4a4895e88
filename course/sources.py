"""Which files of ours some modules are made of: what they import, at any depth, and at any time."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.paths import ROOT


def packages(*modules: str, root: Path = ROOT) -> list[str]:
    """Return the packages at the top of `root` that these modules lead to, their own included.

    It is read in the files and not asked of Python, so it is the same in every process, whatever
    that has imported by now, and an import within a function counts as well.
    """
    return sorted({path.relative_to(root).parts[0] for path in files(modules, root)})


def files(modules: Iterable[str], root: Path = ROOT) -> set[Path]:
    """Return the files below `root` that are run when these modules are imported."""
    found: set[Path] = set()
    left, known = list(modules), set[str]()
    while left:
        name = left.pop()
        if name in known or not name:
            continue
        known.add(name)
        left.append(name.rpartition(".")[0])  # whose package is run before it
        place = root.joinpath(*name.split("."))
        for path in (place / "__init__.py", place.with_suffix(".py")):
            if path.is_file():
                found.add(path)
                left += _imported(path, root)
    return found


def _imported(path: Path, root: Path) -> Iterator[str]:
    """Yield every dotted name that a file imports; of `from a import b` it may be a module b."""
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{module}.{alias.name}" for alias in node.names)
