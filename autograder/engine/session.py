"""The examiner's side of one student's process: start, ask, time out, start again.

The process may do anything at all: never answer, die, send rubbish. Each of these is one more
answer here, and the cells that had worked are run again in a new process, so that one bad answer
costs no other.
"""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from autograder.engine import folders, wire
from autograder.engine.process import Process, Starter
from autograder.engine.sandbox import Level

STARTING = 60.0  # seconds for imports on a cold disk
DISK = 64 << 20  # bytes that a notebook may write in all
OUTPUTS = 110  # of one cell: those that a worker lets through, printed text and an error
LOOK = 0.5  # seconds between two looks at the disk


Consult = Callable[[dict[str, Any]], dict[str, Any]]
"""Answers what a child asks while it works on a message."""


def _no_oracle(_: Any) -> Any:
    raise ValueError("there is nothing to be asked")


class ProcessGoneError(Exception):
    """The student's process gave no answer, and why."""


class ProcessEndedError(ProcessGoneError):
    """The student's process is no more, whoever ended it."""


class ProcessLostError(Exception):
    """The student's process ended by no doing of its own: all of it is to be done again."""


class Session:
    """One student's process.

    Parameters
    ----------
    starter : Starter
        What starts the process, and starts it again.
    seconds : float
        How long one cell or one answer may take.
    total : float
        How long all of it may take.
    drawn : bool
        Whether figures become pictures, which is most of the work of a cell that makes one.
    files : sequence of (str, bytes)
        What the process finds in its folder, to read.
    """

    def __init__(
        self,
        starter: Starter,
        seconds: float = 10.0,
        total: float = 120.0,
        drawn: bool = True,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        self.starter = starter
        self.seconds = seconds
        self.drawn = drawn
        self.files = files
        self.end = time.monotonic() + total
        self.worked: list[str] = []
        self.level = Level.NONE
        self.stopped = False
        self.ended = False
        self.workdir = Path(tempfile.mkdtemp(dir=starter.workdirs))
        self.process: Process | None = None
        self.over = threading.Event()
        self.watched: tuple[float, Process] | None = None
        try:
            threading.Thread(target=self._watch, daemon=True).start()
            self._start()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the process and remove its folder."""
        self.over.set()
        self._stop()
        folders.remove(self.workdir)

    def run(self, source: str) -> list[dict[str, str]]:
        """Run one cell and return what it showed."""
        try:
            reply = self._exchange({"cell": source}, wanted="outputs")
        except ProcessGoneError as gone:
            return [{"error": "Stopped", "text": str(gone)}]
        if reply.get("worked") is True:
            self.worked.append(source)
        outputs = reply["outputs"][:OUTPUTS] if isinstance(reply["outputs"], list) else []
        return [output for output in outputs if isinstance(output, dict)]

    def ask(self, module: str, response: str, name: str, *given: Any, late: bool = False) -> Any:
        """Return a response of `module` for the student's `name`; callables stay on this side.

        `late` asks what had this name when it was last asked for, whatever has it now.
        """
        oracle = next((argument for argument in given if callable(argument)), _no_oracle)
        sent = [{"callback": True} if callable(argument) else argument for argument in given]
        message = {"module": module, "ask": response, "name": name, "given": sent, "late": late}
        consult = partial(_consult, oracle)
        return self._exchange(message, wanted="seen", consult=consult)["seen"]

    def reach(self, message: dict[str, Any], consult: Consult) -> dict[str, Any]:
        """Have something done with one of the student's things; see `proxies`."""
        return self._exchange(message, wanted="reached", consult=consult)

    def _start(self) -> None:
        work = self.workdir / "work"
        work.mkdir(exist_ok=True)
        for folder in (self.workdir, work):
            self.starter.packages.hand_over(folder)
        for name, content in self.files:
            path = work / name
            with contextlib.suppress(OSError):  # it is there: from a run before this one
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                path.chmod(0o444)
        try:
            self.process = self.starter.start(work)
            handshake = {**self.starter.handshake(), "drawn": self.drawn}
            reply = self._talk(handshake, time.monotonic() + STARTING)
        except (ProcessGoneError, ProcessLostError, EOFError, ConnectionError) as error:
            self._stop()  # by no doing of the student's
            raise ProcessLostError("a student's process ended as soon as it was started") from error
        self.level = Level[str(reply.get("level")).upper()]

    def _watch(self) -> None:
        """End a process that stops reading: it would block us while we write."""
        while not self.over.wait(LOOK):
            watched = self.watched
            if watched is not None and time.monotonic() > watched[0]:
                watched[1].end()

    def _stop(self) -> None:
        if self.process is not None:
            self.process.close()
            self.process = None

    def _again(self) -> None:
        """Start a new process and bring it to where the old one was."""
        self._stop()
        self._start()
        for source in self.worked:
            with contextlib.suppress(ProcessGoneError):
                self._talk({"cell": source}, self._deadline())

    def _deadline(self) -> float:
        return min(time.monotonic() + self.seconds, self.end)

    def _exchange(
        self, message: Any, wanted: str, consult: Consult | None = None
    ) -> dict[str, Any]:
        """Send a message and return a reply with `wanted` in it; start again if it is gone."""
        if time.monotonic() >= self.end:
            raise ProcessGoneError("the time for this notebook is used up")
        try:
            reply = self._talk(message, self._deadline(), consult)
            if wanted not in reply:
                raise ProcessGoneError("an unreadable answer")
            return reply
        except ProcessGoneError as gone:
            self.stopped = True
            self.ended |= isinstance(gone, ProcessEndedError)
            self._again()
            raise

    def _talk(self, message: Any, end: float, consult: Consult | None = None) -> dict[str, Any]:
        """Send a message and return the reply, answering what is asked meanwhile."""
        process = self.process
        assert process is not None
        left = max(end - time.monotonic(), 0.0)
        self.watched = end + 1.0, process
        try:
            wire.send(process.to, message)
            while True:
                reply = self._next(process, end)
                if not isinstance(reply, dict):
                    raise ProcessGoneError("an unreadable answer")
                if "callback" not in reply or consult is None:
                    return reply
                wire.send(process.to, consult(reply))
        except TimeoutError:
            raise ProcessGoneError(
                f"stopped after {left:.0f} seconds without an answer: an endless loop?"
            ) from None
        except EOFError:
            why = "the process ended: it exited, crashed, or ran out of memory"
            raise _no_more(process, why) from None
        except OSError:
            raise _no_more(process, "the process ended") from None
        except (TypeError, ValueError, wire.WireError) as error:
            raise ProcessGoneError(f"an unreadable answer ({error})") from None
        finally:
            self.watched = None

    def _next(self, process: Process, end: float) -> Any:
        """Return the next message, looking at the disk now and then; TimeoutError after `end`."""
        while True:
            left = max(end - time.monotonic(), 0.001)
            try:
                return process.inbox.next(min(left, LOOK))
            except TimeoutError:
                if left <= LOOK:
                    raise
                if folders.written(self.workdir) > DISK:
                    most = f"{DISK >> 20} MB of files, or {folders.ENTRIES:,} of them,"
                    raise ProcessGoneError(f"stopped: more than {most} written") from None


def _no_more(process: Process, why: str) -> ProcessEndedError | ProcessLostError:
    """Return what to raise for a process that has ended."""
    if process.orphaned():
        return ProcessLostError("what starts students' processes has ended")
    return ProcessEndedError(why)


def _consult(oracle: Callable[[Any], Any], reply: dict[str, Any]) -> dict[str, Any]:
    """Answer a question to the oracle."""
    try:
        return {"slope": oracle(reply["callback"]).tolist()}
    except (TypeError, ValueError) as error:
        return {"refused": str(error)}
