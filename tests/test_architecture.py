"""Who may import whom: the table of CONTRIBUTING.md, held by every module."""

from __future__ import annotations

import ast
import re
import sys
import textwrap
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
KIT = tuple(re.match(r"\w+", need)[0] for need in WHEEL["dependencies"])  # numpy, matplotlib, ...
PACKAGES = ("descent", "solutions", "course", "book", "autograder")
FOLDERS = (*PACKAGES, "chapters", "tests")
# A chapter is a page of the book as well as a notebook: it may hand numbers to its own prose.
CHAPTER = ("descent", "solutions", *KIT, "IPython", "myst_nb")
# What CONTRIBUTING.md does not spell out: the libraries of whole trades.
TRADES = {
    "and what builds sites": (
        *(
            "sphinx",
            "docutils",
            "myst_nb",
            "markupsafe",
            "jupytext",
            "nbformat",
            "math_core",
        ),
        *("fontTools", "yaml", "bs4", "playwright", "pypdf"),
    ),
    "and nbgrader with what it stands on": (
        *("nbgrader", "nbconvert", "nbformat", "jupytext", "sqlalchemy", "traitlets", "nh3"),
        *("jinja2", "markupsafe", "pygments", "alembic"),
    ),
    "all of them": (*PACKAGES, "nbgrader", "nbconvert", "sqlalchemy"),
}
# The engine calls itself just `engine`: a copy of its folder is what students' processes import.
ALIASES = {"engine": "autograder.engine"}


def table() -> dict[str, tuple[str, ...]]:
    """Return the layers as CONTRIBUTING.md draws them: each package with what it may use."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| .* \| (.*) \|$", text, re.M)
    return {
        package: (
            *re.findall(r"`([\w.]+)`", uses),
            *(name for words, names in TRADES.items() if words in uses for name in names),
        )
        for package, uses in rows
    }


LAYERS = table()


def layer(name: str) -> str | None:
    """Return the package of the table that a name is in: the longest that it begins with."""
    return max((p for p in LAYERS if within(name, (p,))), key=len, default=None)


def misuses(package: str, names: Iterable[str]) -> list[str]:
    """Return the names that a module of `package` may not import, standard library aside."""
    return [name for name in names if not usable(package, name)]


def usable(package: str, name: str) -> bool:
    top = name.split(".")[0]
    name = ALIASES.get(top, top) + name[len(top) :]
    if name.split(".")[0] in sys.stdlib_module_names:
        return True
    home = layer(name)
    if home is None:
        return name.split(".")[0] in LAYERS[package]
    # Its own package, which opens the doors to the ones below it: `descent.check` calls
    # `descent.checking`, and `course.assemble` reads `course.questions`.
    if within(home, (package,)):
        return True
    return any(
        allowed == home or (layer(allowed) == home and within(name, (allowed,)))
        for allowed in LAYERS[package]
        if layer(allowed)
    ) or (package == "autograder")


def imports(source: str, package: str = "") -> Iterator[str]:
    """Yield every name that is imported, in full: "descent.optimizer.Array".

    `package` is the package of the file, against which relative imports are read.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            module = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("import_module", "__import__")
        ):
            yield from (a.value for a in node.args[:1] if isinstance(a, ast.Constant))


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(f"{name}.".startswith(f"{package}.") for package in packages)


def foreign(names: Iterator[str], allowed: tuple[str, ...]) -> list[str]:
    """Return the names that are neither of the standard library nor allowed."""
    return [
        name
        for name in names
        if name.split(".")[0] not in sys.stdlib_module_names and not within(name, allowed)
    ]


def python_files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def file_imports(file: Path) -> Iterator[str]:
    package = ".".join(file.relative_to(ROOT).parent.parts)
    return imports(file.read_text(encoding="utf-8"), package)


def cells(text: str) -> list[str]:
    """Return the Python code of a MyST notebook's cells, without options and magics."""
    fences = re.finditer(
        r"^(?P<fence>`{3,}|:{3,})\{code-cell\}.*\n(?P<body>(?:.*\n)*?)(?P=fence)\s*$", text, re.M
    )
    bodies = [re.sub(r"\A---\n(?:.*\n)*?---\n", "", fence["body"]) for fence in fences]
    return ["".join(re.findall(r"^(?![:%!]).*\n", body, re.M)) for body in bodies]


def is_one_import(cell: str) -> bool:
    lines = [line for line in cell.splitlines() if line.strip()]
    return len(lines) == 1 and [type(node) for node in ast.parse(cell).body] == [ast.ImportFrom]


def modules() -> dict[str, Path]:
    """Return every module of ours by its full name."""
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for package in PACKAGES
        for file in python_files(package)
    }


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_what_its_row_allows(module: str) -> None:
    package = layer(module)
    assert package, "CONTRIBUTING.md has no row for it"
    assert misuses(package, file_imports(modules()[module])) == []


def test_each_layer_uses_only_what_stands_above_it_in_the_table() -> None:
    order = list(LAYERS)
    for package, uses in LAYERS.items():
        for name in uses:
            home = layer(name)
            if home and not within(home, (package,)):
                assert order.index(home) < order.index(package), f"{package} uses {name}"


def test_every_row_has_modules() -> None:
    homes = {layer(module) for module in modules()}
    assert {*LAYERS} == homes
    assert len(homes) > 10
    assert len(modules()) > 150


@pytest.mark.parametrize(
    ("package", "name"),
    [
        ("course.mistakes", "nbgrader"),
        ("course.mistakes", "course.questions.momentum"),
        ("course.mistakes", "course.assemble"),
        ("course.questions", "autograder.engine.session"),
        ("course", "autograder.integration.autograde"),
        ("course", "book.pages"),
        ("descent", "anywidget"),
        ("descent", "solutions.adam"),
        ("descent.checking", "matplotlib.figure"),
        ("solutions", "descent.losses"),
        ("autograder.engine", "nbgrader"),
        ("autograder.engine", "descent.losses"),
        ("autograder.grading", "autograder.scheduling.cache"),
        ("autograder.scheduling", "course.mistakes.momentum.rates"),
        ("autograder.integration", "solutions"),
        ("autograder.integration", "course.mistakes.momentum.rates"),
        ("book", "autograder.engine"),
        ("book", "nbgrader"),
    ],
)
def test_what_the_table_does_not_allow_is_seen(package: str, name: str) -> None:
    assert misuses(package, [name]) == [name]


@pytest.mark.parametrize("file", sorted((ROOT / "chapters").glob("*.md")), ids=lambda f: f.name)
def test_a_chapter_imports_the_kit_and_the_key(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(cells(text)) == text.count("{code-cell}")
    for cell in cells(text):
        assert foreign(imports(cell), CHAPTER) == [], cell


@pytest.mark.parametrize(
    "file", sorted((ROOT / "chapters/exercises").glob("*.md")), ids=lambda f: f.name
)
def test_an_exercise_imports_the_kit_and_the_key_only_where_it_is_replaced(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(cells(text)) == text.count("{code-cell}") > 0
    for cell in cells(text):
        key = ("solutions",) if is_one_import(cell) else ()
        assert foreign(imports(cell), ("descent", *key, *KIT)) == [], cell


def test_imports_are_read_in_every_form() -> None:
    source = """
        import a.b, c as d
        from e.f import g, h
        from . import i
        from ..j import k
        def later():
            if True:
                from l import m
            importlib.import_module("n.o")
            __import__("p")
    """
    assert set(imports(textwrap.dedent(source), "ours.inner")) == {
        *("a.b", "c", "e.f.g", "e.f.h", "ours.inner.i", "ours.j.k", "l.m", "n.o", "p"),
    }
    allowed = ("solutions", "descent.optimizer", "numpy")
    good = (
        "import math\nimport numpy as np\nfrom descent.optimizer import Array\nimport solutions.x"
    )
    assert foreign(imports(good), allowed) == []
    bad = "import descent\nfrom descent import losses\nimport numpyro\nfrom autograder import x"
    assert len(foreign(imports(bad), allowed)) == 4


def test_cells_are_read_without_options_and_magics() -> None:
    text = textwrap.dedent("""
        ```{code-cell} ipython3
        :answer: Momentum

        from solutions.momentum import Momentum
        ```
        Words, and a block that is no cell:
        ```python
        import this
        ```
        ````{code-cell}
        ---
        tags: [hide-input]
        ---
        %matplotlib inline
        from solutions import Momentum
        Momentum()
        ````
    """)
    first, second = cells(text)
    assert list(imports(first)) == ["solutions.momentum.Momentum"]
    assert is_one_import(first)
    assert second == "from solutions import Momentum\nMomentum()\n"
    assert not is_one_import(second)
    assert not is_one_import("# solutions")
    assert not is_one_import("from solutions import x; x()")
    assert foreign(imports(second), ("descent",)) == ["solutions.Momentum"]
