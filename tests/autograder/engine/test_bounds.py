"""What one process may use of the machine, and what it leaves behind: bounded by the kernel."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from autograder.engine import bubblewrap, namespaces
from autograder.engine.process import THREADS, Starter
from autograder.engine.session import Session
from autograder.grading.notebook import KIT
from tests.helpers.processes import fork_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="these bounds are Linux's"),
]


@pytest.fixture(scope="module", params=["with bubblewrap", "without"])
def starter(request: pytest.FixtureRequest) -> Iterator[Starter]:
    if request.param == "with bubblewrap" and not bubblewrap.works():
        pytest.skip(reason="bubblewrap is not installed, or may not make namespaces here")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "without":
            patch.setattr(bubblewrap, "works", lambda *_: False)
        starter = Starter(KIT)
        Session(starter).close()  # so the fork server begins as it is patched here
        yield starter


@pytest.fixture
def session(starter: Starter) -> Iterator[Session]:
    with Session(starter, seconds=30.0, files=[("data/given.txt", b"given")]) as session:
        yield session


def bounded() -> None:
    """Skip where no namespace can be had: there a look at the folder is all there is."""
    child = os.fork()
    if child == 0:
        import ctypes

        os._exit(0 if namespaces.enter(ctypes.CDLL(None)) else 1)
    if os.waitpid(child, 0)[1]:
        pytest.skip(reason="this system lets nobody make namespaces")


def printed(session: Session, source: str) -> str:
    return "".join(output.get("stream", str(output)) for output in session.run(source))


def test_files_without_a_name_count_as_well(session: Session) -> None:
    bounded()
    said = printed(
        session,
        """
import os
held, written = [], 0
try:
    for number in range(100):
        held.append(open(f"f{number}", "wb", buffering=0))
        os.unlink(f"f{number}")
        for _ in range(10):
            written += held[-1].write(bytes(1 << 20))
except OSError as error:
    print(error.strerror)
print(written <= 64 << 20)
""",
    )
    assert said == "No space left on device\nTrue\n"


def test_empty_files_count_as_well(session: Session) -> None:
    bounded()
    said = printed(
        session,
        """
try:
    for number in range(100_000): open(f"f{number}", "w").close()
except OSError as error:
    print(error.strerror, number < 10_000)
""",
    )
    assert said == "No space left on device True\n"


def test_threads_are_counted_unless_they_are_roots_own(session: Session) -> None:
    if os.geteuid() == 0 and session.starter.packages.user is None:
        pytest.skip(reason="without bubblewrap what is needed here stands in a folder of root's")
    said = printed(
        session,
        f"""
import threading, time
threading.stack_size(32768)
try:
    for number in range(4 * {THREADS}):
        threading.Thread(target=time.sleep, args=(2,), daemon=True).start()
except RuntimeError as error:
    print(error, number <= {THREADS})
""",
    )
    assert said == "can't start new thread True\n"


def test_what_was_handed_in_beside_is_there(session: Session) -> None:
    assert printed(session, "print(open('data/given.txt').read())") == "given\n"


def test_no_time_of_reading_is_noted_anywhere(session: Session) -> None:
    bounded()
    said = printed(
        session,
        """
import glob, os, descent, numpy
folders = [os.path.dirname(package.__file__) for package in (descent, numpy)]
paths = [p for folder in folders for p in glob.glob(folder + "/*") if os.path.isfile(p)]
before = [os.stat(path).st_atime_ns for path in paths]
for path in paths: open(path, "rb").read()
print(len(paths) > 40, before == [os.stat(path).st_atime_ns for path in paths])
""",
    )
    assert said == "True True\n"


def test_no_time_is_noted_in_the_kit_even_where_no_namespace_can_be_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bubblewrap, "works", lambda *_: False)
    kit = Starter(KIT, forks=False)
    files = [path for path in kit.packages.folder.rglob("*") if path.is_file()]
    before = [path.stat().st_atime_ns for path in files]
    for path in files:
        path.read_bytes()
    assert before == [path.stat().st_atime_ns for path in files]
    assert len(files) > 30


def test_a_lock_on_a_file_of_all_is_seen_by_nobody(starter: Starter) -> None:
    lock = "import fcntl, numpy\nfile = open(numpy.__file__)\n"
    with Session(starter) as one, Session(starter) as another:
        one.run(f"{lock}fcntl.flock(file, fcntl.LOCK_EX); fcntl.lockf(file, fcntl.LOCK_SH)")
        said = printed(another, f"{lock}print(fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB))")
        assert said == "None\n"


def test_where_the_grader_is_root_students_code_is_not(session: Session) -> None:
    if os.geteuid() != 0 or session.starter.packages.user is None:
        pytest.skip(reason="we are not root, or what is needed stands in a folder of root's")
    assert fork_server(session.starter).uids().real == session.starter.packages.user
    assert printed(session, "import os; print(os.getuid())") == f"{session.starter.packages.user}\n"
