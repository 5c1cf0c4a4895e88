"""A student's process may do anything; the session goes on, and the answer key stays hidden."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.engine import bubblewrap, sandbox
from autograder.engine.packages import CAN_FORK
from autograder.engine.process import ForkedProcess, Starter
from autograder.engine.session import ProcessGoneError, Session
from autograder.grading.cell import Cell
from autograder.grading.notebook import KIT, grade, starter
from autograder.grading.outputs import MOST_IN_ALL
from course.paths import ROOT
from tests.helpers.processes import students

PROBE = "descent.checking.probe"
pytestmark = pytest.mark.slow
LANDLOCK = sys.platform == "linux" and Path("/proc/sys/kernel/osrelease").exists()


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(starter(), seconds=30.0, total=300.0) as session:
        yield session


@pytest.fixture
def hurried(session: Session) -> Session:
    """A session that waits for an endless loop no longer than anybody needs to."""
    session.seconds = 1.0
    return session


def confined(session: Session) -> bool:
    return session.level >= sandbox.Level.FULL


def said(outputs: list[dict[str, str]]) -> str:
    return "\n".join(" ".join(map(str, output.values())) for output in outputs)


def test_a_cell_shows_what_it_printed_displayed_and_drew(session: Session) -> None:
    shown = session.run(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint('hello')\n6 * 7"
    )
    assert {"stream": "hello\n"} in shown
    assert {"text": "42"} in shown
    assert any(output.get("png", "").startswith("iVBOR") for output in shown)


def test_magics_work_and_a_failing_cell_says_so(session: Session) -> None:
    assert session.run("%matplotlib inline") == []
    assert "ZeroDivisionError" in said(session.run("1 / 0"))
    assert "SyntaxError" in said(session.run("def f(:"))


def test_the_kit_alone_is_there(session: Session) -> None:
    assert session.run("import descent, numpy, matplotlib") == []
    for package in ("solutions", "course", "book", "autograder", "tests"):
        assert "ModuleNotFoundError" in said(session.run(f"import {package}"))


@pytest.mark.parametrize("attempt", [
    "import sys; sys.path.insert(0, {root!r}); import solutions",
    "print(open({root!r} + '/solutions/momentum.py').read())",
    "import os; print(os.listdir({root!r}))",
    "import os; os.execv('/bin/cat', ['cat', {root!r} + '/solutions/momentum.py'])",
    "import subprocess; print(subprocess.run(['cat', {root!r} + '/solutions/momentum.py'],"
    " capture_output=True, check=True))",
])  # fmt: skip
def test_the_answer_key_cannot_be_reached_by_its_path(session: Session, attempt: str) -> None:
    if not confined(session):
        pytest.skip(reason="this system has no Landlock")
    shown = said(session.run(attempt.format(root=str(ROOT))))
    assert "Error" in shown or "Programs cannot be started" in shown
    assert "beta" not in shown


def test_on_a_kernel_with_landlock_the_session_is_confined(session: Session) -> None:
    if not LANDLOCK:
        pytest.skip(reason="Landlock is a part of Linux")
    release = tuple(map(int, Path("/proc/sys/kernel/osrelease").read_text().split(".")[:2]))
    assert confined(session) or release < (5, 13)


def test_with_bubblewrap_what_is_elsewhere_is_not_there_at_all(session: Session) -> None:
    if not bubblewrap.works():
        pytest.skip(reason="bubblewrap is not installed, or may not make namespaces here")
    assert session.level == sandbox.Level.PRIVATE
    for missing in (ROOT / "README.md", Path("/etc/passwd"), Path("/proc/1")):
        assert missing.exists()
        assert "FileNotFoundError" in said(session.run(f"import os; os.stat({str(missing)!r})"))
    (shown,) = session.run("print(open('mine', 'w').write('x'), os.listdir())")
    assert shown == {"stream": "1 ['mine']\n"}


def test_without_bubblewrap_the_rest_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bubblewrap, "works", lambda *_: False)
    with Session(Starter(KIT)) as session:
        assert session.level != sandbox.Level.PRIVATE
        assert {"text": "2"} in session.run("1 + 1")
        assert "Error" in said(session.run(f"open({str(ROOT / 'README.md')!r})"))


def test_an_endless_loop_costs_its_own_cell_and_no_other(hurried: Session) -> None:
    hurried.run("kept = 1")
    assert "endless loop" in said(hurried.run("while True: pass"))
    assert {"text": "1"} in hurried.run("kept")


def test_a_cell_that_failed_is_not_run_again_in_a_new_process(hurried: Session) -> None:
    hurried.run("kept = []")
    hurried.run("kept.append('of a cell that failed'); 1 / 0")
    hurried.run("while True: pass")
    assert {"text": "[]"} in hurried.run("kept")


@pytest.mark.parametrize("death", [
    "import os; os._exit(0)",
    "import ctypes; ctypes.string_at(0)",
    "raise SystemExit",
    "exit()",
    "import os; os.kill(os.getpid(), 9)",
    "x = bytearray(8 << 30)",
])  # fmt: skip
def test_a_dying_process_is_started_again(session: Session, death: str) -> None:
    session.run("kept = 1")
    assert said(session.run(death)) or death in ("exit()",)
    assert {"text": "1"} in session.run("kept")


def test_output_without_end_is_cut(session: Session) -> None:
    assert len(said(session.run("print('x' * 10_000_000)"))) < 100_000


def test_all_cells_together_show_a_bounded_amount() -> None:
    drawing = "import numpy as np\nfor _ in range(100): display(np.random.rand(400).tolist())"
    cells = [Cell(drawing) for _ in range(15)]
    shown, _ = grade(cells, "momentum")
    assert len(str(shown)) < MOST_IN_ALL + 200 * 20_000
    assert "Not shown: the cells have shown more than 8 MB" in shown[-1][0]["text"]
    assert len(shown[0]) == 100


def test_writing_to_the_pipes_of_the_grader_forges_nothing(session: Session) -> None:
    session.run("import os\nfor fd in range(64):\n    try: os.write(fd, b'xxxxxxxxxxxx')\n"
                "    except OSError: pass")  # fmt: skip
    assert {"text": "2"} in session.run("1 + 1")


def test_a_lent_oracle_is_asked_on_this_side(session: Session) -> None:
    asked = []

    def grad(w: object) -> np.ndarray:
        asked.append(w)
        return 2 * np.array(w)

    session.run(
        "class Rule:\n    def init(self, w): return None\n"
        "    def step(self, w, grad, state): return w - 0.1 * grad(w), None"
    )
    seen = session.ask(PROBE, "run", "Rule", {}, [1.0, 2.0], grad, 2, False)
    assert asked == [[1.0, 2.0], [0.8, 1.6]]
    assert np.allclose(seen["path"][-1], [0.64, 1.28])


def test_a_question_the_oracle_refuses_is_an_error_over_there(session: Session) -> None:
    def refuse(w: object) -> np.ndarray:
        raise ValueError("of another shape")

    session.run(
        "class Rule:\n    def init(self, w): return None\n"
        "    def step(self, w, grad, state): return grad(w), None"
    )
    seen = session.ask(PROBE, "run", "Rule", {}, [1.0], refuse, 1, False)
    assert seen["error"]["kind"] == "ValueError"
    assert seen["error"]["text"] == "of another shape"
    assert "grad(w)" in seen["error"]["line"]


def test_an_answer_that_never_comes_is_gone_and_the_next_is_given(hurried: Session) -> None:
    hurried.run("def slow(x):\n    while True: pass\ndef quick(x): return x")
    with pytest.raises(ProcessGoneError, match="endless loop"):
        hurried.ask(PROBE, "call", "slow", [[1.0]])
    assert hurried.ask(PROBE, "call", "quick", [[1.5]]) == {"values": [1.5], "kept": True}


@pytest.mark.skipif(not CAN_FORK, reason="a spawned child's number is not kept")
def test_a_process_that_does_not_read_is_ended(hurried: Session) -> None:
    assert isinstance(hurried.process, ForkedProcess)
    (student,) = students(hurried.starter)
    student.suspend()
    (shown,) = hurried.run("x = 1" + " " * 1_000_000)  # more than a pipe holds
    assert shown["error"] == "Stopped"
    assert hurried.run("print('again')") == [{"stream": "again\n"}]


def test_a_figure_can_be_left_undrawn() -> None:
    source = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nlen(plt.get_fignums())"
    shown = {}
    for drawn in (True, False):
        with Session(starter(), 30.0, drawn=drawn) as session:
            shown[drawn] = session.run(source)
    assert [sorted(output) for output in shown[True]] == [["png", "text"], ["text"]]
    assert [sorted(output) for output in shown[False]] == [["text"], ["text"]]
    assert shown[True][-1] == shown[False][-1] == {"text": "0"}


def test_time_for_the_whole_notebook_is_bounded() -> None:
    with Session(starter(), seconds=3.0, total=0.0) as session:
        assert "used up" in said(session.run("1"))


def test_no_cell_outlasts_the_time_for_the_whole_notebook() -> None:
    with Session(starter(), seconds=20.0) as session:
        begun = time.monotonic()
        session.end = begun + 0.5  # of its two minutes all but this is used up
        assert "endless loop" in said(session.run("while True: pass"))
        assert "used up" in said(session.run("1"))
    assert time.monotonic() - begun < 15


def test_the_workdir_is_removed() -> None:
    with Session(starter()) as session:
        session.run("open('mine.txt', 'w').write('x')")
        workdir = session.workdir
        assert workdir.exists()
    assert not workdir.exists()
