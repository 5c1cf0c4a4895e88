"""The examiner's side of one student's process: start, ask, time out, start again.

The process may do anything at all: never answer, die, send rubbish. Each of these is one more
answer here, and the cells that had worked are run again in a new process, so that one bad answer
costs no other.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from autograder.engine import wire

HERE = Path(__file__).resolve().parent
STARTING = 60.0  # seconds for imports on a cold disk
START = "import sys; sys.path[:] = sys.argv[1:] + sys.path; from engine.worker import main; main()"


class Gone(Exception):
    """The student's process gave no answer, and why."""


class Session:
    """One student's process.

    Parameters
    ----------
    kit : sequence of paths
        Packages that the student's code may import besides what is installed.
    seconds : float
        How long one cell or one answer may take.
    total : float
        How long all of it may take.
    """

    def __init__(self, kit: Sequence[Path], seconds: float = 10.0, total: float = 120.0) -> None:
        self.kit = list(kit)
        self.seconds = seconds
        self.end = time.monotonic() + total
        self.worked: list[str] = []
        self.confined = False
        self.room = Path(tempfile.mkdtemp(prefix="descent-"))
        try:
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
        self._stop()
        shutil.rmtree(self.room, ignore_errors=True)

    def run(self, source: str) -> list[dict[str, str]]:
        """Run one cell and return what it showed."""
        try:
            reply = self._exchange({"cell": source}, wanted="outputs")
        except Gone as gone:
            return [{"error": "Stopped", "text": str(gone)}]
        if reply.get("worked") is True:
            self.worked.append(source)
        outputs = reply["outputs"] if isinstance(reply["outputs"], list) else []
        return [output for output in outputs if isinstance(output, dict)]

    def ask(self, module: str, response: str, name: str, *given: Any) -> Any:
        """Return a response of `module` for the student's `name`; callables are lent, not sent."""
        lent = next((argument for argument in given if callable(argument)), None)
        sent = [{"lent": True} if callable(argument) else argument for argument in given]
        message = {"module": module, "ask": response, "name": name, "given": sent}
        return self._exchange(message, wanted="seen", lent=lent)["seen"]

    def _start(self) -> None:
        place = self.room / "work"
        packages = self.room / "packages"
        if not packages.exists():
            place.mkdir()
            packages.mkdir()
            for package in [*self.kit, HERE]:
                shutil.copytree(
                    package, packages / package.name, ignore=shutil.ignore_patterns("__pycache__")
                )
        installed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        self.process = subprocess.Popen(
            # -S: the files that put the project's own folder on the path are not read.
            [sys.executable, "-I", "-S", "-B", "-c", START, str(packages), *sorted(installed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=place,
            env=self._environment(),
            start_new_session=True,
        )
        self.inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self.process, self.inbox), daemon=True).start()
        readable = [str(packages), sys.prefix, sys.base_prefix]
        reply = self._talk({"readable": readable}, time.monotonic() + STARTING)
        self.confined = reply.get("confined") is True

    def _environment(self) -> dict[str, str]:
        """A bare environment; matplotlib's list of fonts is carried along, as it takes seconds."""
        import matplotlib

        return {
            "PATH": os.defpath,
            "HOME": str(self.room / "work"),
            "LANG": "C.UTF-8",
            "MPLCONFIGDIR": matplotlib.get_cachedir(),
            "OPENBLAS_NUM_THREADS": "1",
            "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),  # Windows will not start without
        }

    def _stop(self) -> None:
        process = getattr(self, "process", None)
        if process is None:
            return
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()

    def _again(self) -> None:
        """Start a new process and bring it to where the old one was."""
        self._stop()
        self._start()
        for source in self.worked:
            with contextlib.suppress(Gone):
                self._talk({"cell": source}, self._deadline())

    def _deadline(self) -> float:
        return min(time.monotonic() + self.seconds, self.end)

    def _exchange(
        self, message: Any, wanted: str, lent: Callable[[Any], Any] | None = None
    ) -> dict[str, Any]:
        """Send a message and return a reply with `wanted` in it; after `Gone`, start again."""
        if time.monotonic() >= self.end:
            raise Gone("the time for this notebook is used up")
        try:
            reply = self._talk(message, self._deadline(), lent)
            if wanted not in reply:
                raise Gone("an unreadable answer")
            return reply
        except Gone:
            self._again()
            raise

    def _talk(
        self, message: Any, end: float, lent: Callable[[Any], Any] | None = None
    ) -> dict[str, Any]:
        """Send a message and return the reply, answering calls to the lent oracle meanwhile."""
        assert self.process.stdin is not None
        left = max(end - time.monotonic(), 0.0)
        # A process that stops reading would block us while we write: then it dies, and we do not.
        watchdog = threading.Timer(left + 1.0, _kill, [self.process])
        watchdog.start()
        try:
            wire.send(self.process.stdin, message)
            while True:
                reply = self.inbox.get(timeout=max(end - time.monotonic(), 0.001))
                if isinstance(reply, Exception):
                    raise Gone(f"the process ended: {reply}")
                if not isinstance(reply, dict):
                    raise Gone("an unreadable answer")
                if "oracle" not in reply or lent is None:
                    return reply
                wire.send(self.process.stdin, _consult(lent, reply["oracle"]))
        except queue.Empty:
            raise Gone(
                f"stopped after {left:.0f} seconds without an answer: an endless loop?"
            ) from None
        except OSError:
            raise Gone("the process ended") from None
        except (TypeError, ValueError, wire.WireError) as error:
            raise Gone(f"an unreadable answer ({error})") from None
        finally:
            watchdog.cancel()


def _consult(lent: Callable[[Any], Any], question: Any) -> dict[str, Any]:
    try:
        return {"slope": lent(question).tolist()}
    except (TypeError, ValueError) as error:
        return {"refused": str(error)}


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with all that it started."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()


def _read(process: subprocess.Popen[bytes], inbox: queue.SimpleQueue[Any]) -> None:
    """Put every message of a process into its inbox, and last why there will be no more."""
    assert process.stdout is not None
    try:
        while True:
            inbox.put(wire.receive(process.stdout))
    except EOFError:
        inbox.put(EOFError("it exited, crashed, or ran out of memory"))
    except (wire.WireError, ValueError, OSError) as error:
        inbox.put(error if isinstance(error, wire.WireError) else EOFError("closed"))
