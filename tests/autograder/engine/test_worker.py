"""What a cell may bring in all, and what a student's process is told of this one: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.engine import session as engine_session
from autograder.engine.packages import environment
from autograder.engine.process import Starter
from autograder.engine.session import Session
from autograder.grading.notebook import KIT, starter


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(starter(), seconds=5.0, total=60.0) as session:
        yield session


def said(outputs: list[dict[str, str]]) -> str:
    return "\n".join(" ".join(map(str, output.values())) for output in outputs)


def test_outputs_without_number_are_cut(session: Session) -> None:
    shown = session.run("for n in range(150): display(n)")
    assert [output["text"] for output in shown] == [str(n) for n in range(100)]


def test_long_texts_are_cut_before_they_are_sent(session: Session) -> None:
    shown = session.run("display('x' * 100_000); raise ValueError('y' * 100_000)")
    assert [len(output["text"]) for output in shown] == [20_000, 20_000]


def test_pictures_without_measure_are_left_out(session: Session) -> None:
    session.run(
        "from IPython.display import Image, display\n"
        "def draw(size): display(Image(data=bytes([137]) + b'PNG' + bytes(size)))"
    )
    assert "png" in session.run("draw(1_000_000)")[0]
    # In base64 four characters stand for three bytes, and five millions are let through in all.
    both = session.run("draw(2_000_000); draw(2_000_000)")
    assert ["png" in output for output in both] == [True, False]


def test_where_the_kernel_does_not_bound_the_disk_a_look_at_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine_session, "DISK", 1 << 20)
    filling = "for n in range(3): open(f'{n}', 'wb').write(bytes(500_000))\nwhile True: pass"
    with Session(Starter(KIT, mounts=False), seconds=5.0) as session:
        assert "stopped: more than 1 MB of files" in said(session.run(filling))


def test_the_environment_holds_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_OF_THE_TEST", "hush")
    assert "hush" not in environment(tmp_path).values()
    with Session(Starter(KIT)) as fresh:  # begun now: one that runs already cannot know it
        shown = said(fresh.run("import os; print(dict(os.environ))"))
    assert "LANG" in shown
    assert "hush" not in shown
