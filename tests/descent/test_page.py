"""A cell of a page: what it shows, what it says when it fails, what the next one finds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from descent.page import MOST, Session

CLASS = """
class A:
    def __init__(self, lr):
        self.lr = lr
    def init(self, w):
        return None
    def step(self, w, grad, state):
        return w - self.lr * grad(w), None
"""
Run = Callable[..., tuple[str, list[dict[str, Any]]]]


@pytest.fixture
def run() -> Run:
    """Run cells of one session; the status of the last, and what it showed."""
    shown: list[dict[str, Any]] = []
    session = Session(lambda text: shown.append(json.loads(text)))

    def run_cells(*sources: str) -> tuple[str, list[dict[str, Any]]]:
        status = ""
        for number, source in enumerate(sources):
            shown.clear()
            status = session.run(f"cell {number}", source)
        return status, list(shown)

    return run_cells


def text(outputs: list[dict[str, Any]]) -> str:
    """All that was printed or raised."""
    return "".join(o.get("text", "\n".join(o.get("traceback", []))) for o in outputs)


def test_cells_share_their_names_and_the_last_value_is_shown(run: Run) -> None:
    assert run("x = 6", "print('now')\nx * 7") == (
        "ok",
        [
            {"output_type": "stream", "name": "stdout", "text": "now\n"},
            {
                "output_type": "execute_result",
                "execution_count": None,
                "metadata": {},
                "data": {"text/plain": "42"},
            },
        ],
    )
    assert run("x = 1\nNone") == run("x;") == run("") == run("# nothing") == ("ok", [])


def test_a_cell_finds_the_names_of_those_above_it_only() -> None:
    shown: list[dict[str, Any]] = []
    session = Session(lambda text: shown.append(json.loads(text)))

    def cell(place: float, source: str) -> str:
        shown.clear()
        status = session.run(f"cell {place}", source, place)
        return shown[-1]["data"]["text/plain"] if status == "ok" and shown else status

    assert cell(0, "a = 1") == "ok"
    assert cell(1, "def helper(): return a\nf = lambda: helper()") == "ok"
    assert cell(2, "g = 5") == "ok"
    assert cell(float("inf"), "f() + g") == "6"
    # Written anew without its helper: what was there is gone, for it and for those above it.
    assert cell(1, "f = lambda: helper()") == "ok"
    assert cell(3, "f()") == cell(3, "g") == "error"
    assert cell(0, "f") == "error"
    assert cell(0, "a = 2") == cell(1.5, "h = a * 3") == "ok"
    assert cell(2, "h") == cell(2, "h") == "6"


def test_streams_are_told_apart_and_values_displayed_in_their_order(run: Run) -> None:
    _, shown = run("import sys\nprint(1)\ndisplay(2, 3)\nprint(4, file=sys.stderr)")
    assert [o.get("name") or o["data"]["text/plain"] for o in shown] == [
        "stdout",
        "2",
        "3",
        "stderr",
    ]


def test_a_class_of_a_cell_is_at_home_in_main(run: Run) -> None:
    _, shown = run(
        "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\n"
        "class A:\n    x: ClassVar[int] = 1\n",
        "import pickle\npickle.loads(pickle.dumps(A())).__module__",
    )
    assert shown[-1]["data"]["text/plain"] == "'__main__'"
    assert sys.modules["__main__"] is not None
    assert not hasattr(sys.modules["__main__"], "A")


def test_a_flood_is_cut(run: Run) -> None:
    for flood in ("for k in range(10**6): print(k)", "print('x' * 10**7)"):
        status, shown = run(flood)
        assert status == "ok"
        assert MOST < len(text(shown)) < MOST + 100
        assert text(shown).endswith("\n… and more, which is not shown\n")
    for flood in ("'x' * 10**7", "raise ValueError('x' * 10**7)"):
        assert len(json.dumps(run(flood)[1])) < 3 * MOST


def test_a_traceback_holds_the_students_frames_only(run: Run) -> None:
    status, shown = run(
        "def f(x):\n    return 1 / x",
        "import json\njson.dumps({1: 2}, default=f)\nsorted([1, 0], key=f)",
    )
    assert status == "error"
    assert shown[-1]["ename"] == "ZeroDivisionError"
    said = text(shown)
    assert 'File "<cell 1>", line 3' in said
    assert "    return 1 / x" in said
    assert "descent" not in said
    _, shown = run("import json\ntry:\n    json.loads('{')\nexcept ValueError:\n    1 / 0")
    assert "JSONDecodeError" in text(shown)
    assert "decoder.py" not in text(shown)


@pytest.mark.parametrize("ending", ["raise SystemExit(3)", "exit()", "raise KeyboardInterrupt"])
def test_no_ending_ends_the_session(run: Run, ending: str) -> None:
    assert run("x = 1", f"from sys import exit\n{ending}")[0] == "error"
    assert run("x")[1][0]["data"]["text/plain"] == "1"


def test_a_stub_is_open(run: Run) -> None:
    assert run("raise NotImplementedError")[0] == "open"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("input('How many? ')", "write the value into the cell"),
        ("import scipy_of_nobody", "There is no library 'scipy_of_nobody' here, nor where"),
        ("from scipy_of_nobody.stats import norm", "NumPy, matplotlib and the kit."),
        ("%matplotlib inline", "'%matplotlib inline' is a command of Jupyter"),
        ("x = 1\n!pip install torch", "'!pip install torch' is a command of Jupyter"),
        ("files = !ls", "'files = !ls' is a command of Jupyter"),
        ("print?", "'print?' is a command of Jupyter"),
        ("?print", "'?print' is a command of Jupyter"),
        ("get_ipython().run_line_magic('ls', '')", "`get_ipython` is of Jupyter"),
        ("import asyncio\nawait asyncio.sleep(1)", "A page waits for nothing"),
        ("async with open('x'):\n    pass", "A page waits for nothing"),
    ],
)
def test_what_a_page_does_not_have_is_told(run: Run, source: str, sentence: str) -> None:
    status, shown = run(source)
    assert status == "error"
    assert sentence in text(shown)


def test_an_error_of_ones_own_gets_no_advice(run: Run) -> None:
    for source in ("x = (", "def f:\n    pass", "y = 5 %", "import os.nothing"):
        assert "Jupyter" not in text(run(source)[1])


def test_pictures_come_as_png(run: Run) -> None:
    _, shown = run(
        "import matplotlib\nmatplotlib.use('agg')\nimport matplotlib.pyplot as plt",
        "plt.plot([0, 1])\nplt.show()",
    )
    assert [set(o["data"]) for o in shown if "data" in o] == [{"text/plain", "image/png"}]
    assert shown[0]["data"]["image/png"].startswith("iVBORw0KGgo")
    _, shown = run("from descent import losses, plots\nplots.slope(losses.bowl(), {}, 'a bowl')")
    assert set(shown[0]["data"]) == {"text/plain", "image/png"}  # never HTML
    assert shown[0]["data"]["text/plain"] == "a bowl"


def test_what_the_checks_said_is_known(run: Run) -> None:
    session = Session(print)
    session.run("a", "from descent import check\ncheck(diverges='A')\ncheck(eta_max=len)")
    verdicts = json.loads(session.verdicts())
    assert verdicts["diverges"] == {"kind": "value", "mark": "noted"}
    assert verdicts["eta_max"] == {"kind": "function", "mark": "wrong"}


def test_a_path_for_the_playground(run: Run) -> None:
    shown: list[str] = []
    session = Session(shown.append)
    session.run("a", CLASS)
    moves = {"surface": "bowl", "options": {}, "start": [1.0], "steps": 2, "noise": 0, "seed": 0}
    asked = json.dumps(moves)
    found = json.loads(session.follow("A", '{"lr": 0.25}', asked))
    assert found == {"for": moves, "paths": {"0": [[1.0], [0.5], [0.25]]}, "troubles": {}}
    for name, hyper in (("A", "{}"), ("Nobody", "{}")):
        assert json.loads(session.follow(name, hyper, asked))["troubles"]["0"].startswith(name)
