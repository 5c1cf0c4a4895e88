"""Who may import whom, and what the repository may hold: the arrows of CONTRIBUTING.md."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 300  # lines of Python in one file

FOLDERS = ("autograder", "book", "course", "chapters", "descent", "solutions", "tests")
WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
KIT = tuple(re.match(r"\w+", need)[0] for need in WHEEL["dependencies"])  # numpy, matplotlib

# For a package, all that its files may import besides the standard library.
ALLOWED = {
    "descent": ("descent", *KIT),
    "solutions": ("solutions", "descent.optimizer", "numpy"),
    # The engine knows no optimizer. It runs students' cells as a notebook would, figures and all,
    # from a copy that is called just `engine`.
    "autograder/engine": (
        *("autograder.engine", "engine", "msgpack", "numpy"),
        *("IPython", "matplotlib", "matplotlib_inline", "traitlets"),
    ),
}
# A chapter is a page of the book as well as a notebook: it may hand numbers to its own prose.
CHAPTER = ("descent", "solutions", *KIT, "IPython", "myst_nb")
# For a package, what of ours its files must leave alone: the floors above it.
FORBIDDEN = {
    "autograder": ("chapters", "tests"),
    "course/questions": (
        "course.assemble",
        "autograder.integration.preprocessors",
        "autograder.__main__",
    ),
    "course/mistakes": (
        "course.assemble",
        "autograder.integration.preprocessors",
        "autograder.__main__",
    ),
}


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


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_it_may(package: str) -> None:
    seen = {file: foreign(file_imports(file), ALLOWED[package]) for file in python_files(package)}
    assert {str(file): names for file, names in seen.items() if names} == {}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_leaves_the_floors_above_alone(package: str) -> None:
    seen = {
        str(file): [name for name in file_imports(file) if within(name, FORBIDDEN[package])]
        for file in python_files(package)
    }
    assert {file: names for file, names in seen.items() if names} == {}


def test_there_is_something_to_look_at() -> None:
    # Else a folder that moves would take its rule along and leave a test that cannot fail.
    for package in ("descent", "solutions"):
        assert len(python_files(package)) > 3
        assert any(
            name.startswith("numpy") for f in python_files(package) for name in file_imports(f)
        )
    for package in ALLOWED | FORBIDDEN:
        assert (ROOT / package).is_dir()


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


def test_no_notebook_is_tracked() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("an unpacked archive has no list of tracked files")
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "pyproject.toml" in tracked.stdout.splitlines()
    assert [name for name in tracked.stdout.splitlines() if name.endswith(".ipynb")] == []


def test_no_python_file_is_too_long() -> None:
    files = [file for folder in FOLDERS for file in python_files(folder)]
    assert Path(__file__) in files
    lengths = {str(f): len(f.read_text(encoding="utf-8").splitlines()) for f in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize(
    "file",
    [*ROOT.glob("requirements*"), *ROOT.glob("tests/**/requirements*")],
    ids=lambda f: f.name,
)
def test_requirements_name_no_index(file: Path) -> None:
    lines = [line.partition("#")[0] for line in file.read_text(encoding="utf-8").splitlines()]
    hosts = [
        line for line in lines if re.search(r"https?://|--[\w-]*index|--find-links|^-[if]", line)
    ]
    assert any(lines)
    assert hosts == []


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
    allowed = ALLOWED["solutions"]
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
