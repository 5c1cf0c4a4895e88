"""An instructor's own test cells: they work as everyone knows them, and cannot be fooled."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from autograder.engine.session import Session
from autograder.grading import instructor_tests
from autograder.grading.notebook import starter

pytestmark = pytest.mark.slow
ANSWERS = """
import numpy as np

scale = 2.5
names = ["a", "b"]
table = {"x": 1, "y": (2, 3)}
matrix = np.array([[1.0, 2.0], [3.0, 4.0]])

def double(x):
    return 2 * x

def apply(f, x):
    return f(x) + 1

def fail(x):
    raise ValueError("no such number")

class Counter:
    step = 1

    def __init__(self, start=0):
        self.count = start

    def up(self, by=1):
        self.count += by
        return self

def endless(x):
    while True:
        pass
"""


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with Session(starter(), seconds=2.0, total=120.0) as session:
        assert session.run(ANSWERS) == []
        yield session


@pytest.mark.parametrize("cell", [
    "assert double(21) == 42",
    "assert double(1.5) == 3 and scale == 2.5 and names == ['a', 'b']",
    "assert table == {'x': 1, 'y': (2, 3)}",
    "np.testing.assert_allclose(matrix @ [1, 1], [3, 7])",
    "np.testing.assert_allclose(double(np.arange(3)), [0, 2, 4])",
    "import numpy\nfor x in range(3):\n    assert double(x) == 2 * x",
    "assert [double(x) for x in (1, 2)] == [2, 4]",
    "def check(f):\n    return f(3) == 6\nassert check(double)",
    "assert apply(lambda x: x * 10, 4) == 41",
    "assert apply(double, 4) == 9",
    "c = Counter(start=3)\nassert c.up().up(by=2).count == 6 and Counter.step == 1",
    "try:\n    fail(1)\nexcept Exception as error:\n    assert 'no such number' in str(error)",
    "### BEGIN HIDDEN TESTS\nassert double(-1) == -2\n### END HIDDEN TESTS",
    "",
])  # fmt: skip
def test_what_is_right_earns_the_points(session: Session, cell: str) -> None:
    said, score = instructor_tests.run(session, cell, 3.0)
    assert score == 3.0, said
    assert "3 of 3 points: right" in said


@pytest.mark.parametrize(("cell", "score", "feedback"), [
    ("assert double(2) == 5, 'two times two is not five'", 0, "two times two is not five"),
    ("assert double(2) == 5", 0, "an assertion does not hold"),
    ("assert triple(2) == 6", 0, "name 'triple' is not defined"),
    ("fail(2)", 0, "your code stopped with ValueError: no such number"),
    ("endless(1)", 0, "endless loop"),
    ("1 + double(0.5)", 2, "2 of 3 points: not all"),
    ("print('half of it')\n1.5", 1.5, "half of it"),
    ("99", 3, "right"),
    ("-5", 0, "0 of 3"),
    ("float('nan')", 0, "0 of 3"),
    ("double(object())", 0, "cannot be handed to"),
    ("len(Counter)", 0, "TypeError"),
])  # fmt: skip
def test_what_is_not_loses_them_and_says_why(
    session: Session, cell: str, score: float, feedback: str
) -> None:
    said, earned = instructor_tests.run(session, cell, 3.0)
    assert earned == score
    assert feedback in said


@pytest.mark.parametrize("fraud", [
    "class Liar:\n    def __eq__(self, other): return True\n"
    "    def __len__(self): return 3\n    def __bool__(self): return True\n"
    "    def __float__(self): return 42.0\n    def __array__(self, *_): return [42]\n"
    "    def __getattr__(self, name): return Liar()\n    def __call__(self, *_): return Liar()\n"
    "double = Liar()",
    "def double(x): return type('Int', (int,), {'__eq__': lambda *_: True})(7)",
    "def double(x): return type('List', (list,), {'__eq__': lambda *_: True})()",
    "import builtins, numpy as np\nbuiltins.all = lambda *_: True\nnp.allclose = lambda *_: True\n"
    "class AssertionError(Exception): pass\ndef double(x): return 7",
    "double = __import__('os')",
    "double = 42",
    "print = AssertionError = None\ndouble = None",
])  # fmt: skip
def test_no_object_of_the_students_decides(fraud: str) -> None:
    with Session(starter(), seconds=2.0) as session:
        session.run("import numpy as np")
        session.run(fraud)
        said, score = instructor_tests.run(
            session, "assert double(21) == 42\nassert double(1) == 2", 2.0
        )
        assert score == 0.0, said
        said, score = instructor_tests.run(session, "assert np.allclose(double(1), 2)", 2.0)
        assert score == 0.0, said


SQUARE = "def square(x): return -1.0\n"
SHADOWED = [
    ("abs = lambda x: 0", "assert abs(square(3) - 9) < 1e-6"),
    ("all = lambda x: True", "assert all([square(x) == x * x for x in range(3)])"),
    ("all = any = lambda x: True", "assert all(square(x) == x * x for x in range(3))"),
    ("isinstance = lambda *a: True", "assert isinstance(square(3), str)"),
    ("round = lambda *a: 9", "assert round(square(3)) == 9"),
    ("range = lambda n: []", "for x in range(5): assert square(x) == x * x"),
    ("zip = map = enumerate = lambda *a: []", "for x, y in zip([3], [9]): assert square(x) == y"),
    ("sum = max = min = lambda *a: 9", "assert max(square(3), 0) == 9"),
    ("float = int = str = lambda x: 9", "assert float(square(3)) == 9"),
    ("class np: allclose = lambda *a: True", "assert np.allclose(square(3), 9)"),
    ("class numpy: allclose = lambda *a: True", "assert numpy.allclose(square(3), 9)"),
    ("class math: isclose = lambda *a: True", "assert math.isclose(square(3), 9)"),
    (
        "class np:\n  class testing: assert_allclose = lambda *a: None",
        "np.testing.assert_allclose(square(3), 9)",
    ),
    (
        "range = lambda n: []",
        "def tried():\n  for x in range(5): assert square(x) == x * x\ntried()",
    ),
]


@pytest.mark.parametrize(("fraud", "cell"), SHADOWED)
def test_no_name_of_the_students_stands_before_ours(fraud: str, cell: str) -> None:
    with Session(starter(), seconds=2.0) as session:
        session.run(f"import numpy as np\n{SQUARE}{fraud}")
        said, score = instructor_tests.run(session, cell, 2.0)
        assert score == 0.0, said
        session.run("def square(x): return x * x")
        right = "str" not in cell
        assert instructor_tests.run(session, cell, 2.0)[1] == 2.0 * right


@pytest.mark.parametrize("name", [
    "numpy.f2py.__main__", "descent.no_such", "math.x", "os", "antigravity", "numpy.x\0",
])  # fmt: skip
def test_no_module_is_imported_by_a_name_from_there(name: str) -> None:
    before = set(sys.modules)
    with Session(starter(), seconds=2.0) as session:
        session.run(f"import types\nx = types.ModuleType({name!r})")
        said, score = instructor_tests.run(session, "assert x == 3", 2.0)
    assert score == 0.0
    assert "neither data nor can be called" in said
    assert set(sys.modules) == before


def test_a_part_of_a_module_is_ours_too(session: Session) -> None:
    session.run("import numpy.linalg as la")
    assert instructor_tests.run(session, "assert la.norm([3, 4]) == 5", 2.0)[1] == 2.0


@pytest.mark.parametrize("ending", ["raise SystemExit", "exit()", "raise GeneratorExit"])
def test_a_cell_that_ends_ends_nothing_else(session: Session, ending: str) -> None:
    assert instructor_tests.run(session, ending, 2.0)[1] == 0.0
