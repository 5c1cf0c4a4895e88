"""A student's process, from outside: how it is started, spoken to and killed."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Protocol

from autograder.engine import bubblewrap, folders, sandbox, users, wire
from autograder.engine.packages import CAN_FORK, Packages, environment

THREADS = 256  # of a student's process, and of others that run at the same time
ENDING = 10.0  # seconds after which a killed process is not waited for any longer


class Process(Protocol):
    """A running child with a pipe in each direction."""

    to: IO[bytes]
    inbox: wire.Inbox

    def end(self) -> None:
        """Have the child ended, with all that it started; from any thread, at any time."""

    def close(self) -> None:
        """End the child, wait until it has ended, and close the pipes."""

    def orphaned(self) -> bool:
        """Whether the child ended because what had started it did."""


class SpawnedProcess:
    """A child that is a fresh Python, where none can be forked."""

    def __init__(self, packages: Packages, workdir: Path) -> None:
        self.popen = subprocess.Popen(
            packages.command("worker.main()"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=workdir,
            env=environment(workdir),
            start_new_session=True,
        )
        assert self.popen.stdin is not None
        assert self.popen.stdout is not None
        self.to, self.inbox = self.popen.stdin, wire.Inbox(self.popen.stdout)

    def end(self) -> None:
        """Have the child ended, with all that it started; from any thread, at any time."""
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.kill()

    def close(self) -> None:
        """End the child, wait until it has ended, and close the pipes."""
        self.end()
        self.popen.wait()
        _close(self.to, self.inbox.pipe)

    def orphaned(self) -> bool:
        """Whether the child ended because what had started it did: it would not."""
        return False


class ForkServer:
    """A process with the imports done, which forks a child in milliseconds.

    It may be used by several threads, and by processes that were forked from this one.
    """

    def __init__(self, packages: Packages, workdirs: Path, mounts: bool) -> None:
        # Beside the packages, and removed with them, even if this process ends without a word.
        home = Path(tempfile.mkdtemp(prefix="home-", dir=packages.folder))
        packages.hand_over(home)
        user = packages.user
        threads = THREADS + users.tasks(os.geteuid() if user is None else user)
        around = environment(home)
        for fonts in Path(around["MPLCONFIGDIR"]).glob("fontlist*.json"):
            shutil.copy(fonts, home)
        around["MPLCONFIGDIR"] = str(home)
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = packages.command(
            f"worker.fork_server(int(sys.argv[1]), {packages.names}, {user}, {threads}, {mounts})",
            str(theirs.fileno()),
        )
        within = bubblewrap.command(packages.readable, [str(home), str(workdirs)])
        self.popen = subprocess.Popen(
            [*within, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=home,
            env=around,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        atexit.register(self.close)

    def fork(self, workdir: Path) -> ForkedProcess:
        """Return a new child that works in `workdir`.

        OSError or EOFError say that the fork server has ended.
        """
        (there, to), (back, here) = os.pipe(), os.pipe()
        pipes = os.fdopen(to, "wb"), os.fdopen(back, "rb", buffering=0)
        try:
            socket.send_fds(self.control, [wire.pack({"workdir": str(workdir)})], [there, here])
        except OSError:
            _close(*pipes)
            raise
        finally:
            os.close(there)
            os.close(here)
        return ForkedProcess(self, *pipes)

    def kill(self, child: int) -> None:
        """End a child. The fork server itself does it, so the number cannot be another's by now."""
        with contextlib.suppress(OSError):
            self.control.send(wire.pack({"kill": child}))

    def ended(self) -> bool:
        """Whether it is gone.

        Only its own word shows that it is not: its socket may live on for a moment in a child that
        it had just forked, while the other children have died with it.
        """
        back, here = os.pipe()
        with os.fdopen(back, "rb", buffering=0) as pipe:
            try:
                socket.send_fds(self.control, [wire.pack({"alive": True})], [here])
            except OSError:
                return True
            finally:
                os.close(here)
            try:
                wire.Inbox(pipe).next(ENDING)
            except (TimeoutError, EOFError):
                return True
        return False

    def close(self) -> None:
        """End the fork server with all its children."""
        self.popen.kill()
        self.popen.wait()
        self.control.close()


class ForkedProcess:
    """A child of the fork server, which tells its number before the child says anything."""

    def __init__(self, fork_server: ForkServer, to: IO[bytes], back: IO[bytes]) -> None:
        self.fork_server, self.to, self.inbox = fork_server, to, wire.Inbox(back)
        self.dead = False
        try:
            self.number: int = self.inbox.next()["child"]
        except BaseException:
            _close(to, back)
            raise

    def end(self) -> None:
        """Have the child ended; it can have started nothing."""
        if not self.dead:
            self.dead = True
            self.fork_server.kill(self.number)

    def close(self) -> None:
        """End the child, wait until it has ended, and close the pipes."""
        self.end()
        self.inbox.drain(ENDING)
        _close(self.to, self.inbox.pipe)

    def orphaned(self) -> bool:
        """Whether the fork server has ended, and its children with it."""
        return self.fork_server.ended()


class Starter:
    """Starts children with one kit: forked where the system can, else spawned.

    Parameters
    ----------
    kit : sequence of Path
        Packages that students' code may import.
    forks : bool
        Whether to fork; default where it can be done.
    landlock : int
        The newest version of Landlock to use; default any.
    mounts : bool
        Whether to make namespaces besides bubblewrap's; default where the system lets us.
    """

    def __init__(
        self,
        kit: Sequence[Path],
        forks: bool = CAN_FORK,
        landlock: int = sandbox.NEWEST,
        mounts: bool = True,
    ) -> None:
        self.forks, self.landlock, self.mounts = forks, landlock, mounts
        self.packages = Packages(kit)
        self.workdirs = folders.temporary("workdirs")
        self.workdirs.chmod(0o711)
        self.lock = threading.Lock()

    @cached_property
    def _fork_server(self) -> ForkServer:
        return ForkServer(self.packages, self.workdirs, self.mounts)

    def handshake(self) -> dict[str, Any]:
        """Return what a child must be told before it confines itself."""
        return {
            "readable": self.packages.readable,
            "private": self.forks and bubblewrap.works(),
            "landlock": self.landlock,
        }

    def start(self, workdir: Path) -> Process:
        """Return a new child that works in `workdir`."""
        if not self.forks:
            return SpawnedProcess(self.packages, workdir)
        with self.lock:
            fork_server = self._fork_server
        try:
            return fork_server.fork(workdir)
        except (OSError, EOFError):  # it has died: the next one will do
            with self.lock:
                if self.__dict__.get("_fork_server") is fork_server:
                    del self._fork_server
                fork_server = self._fork_server
            return fork_server.fork(workdir)


def _close(*pipes: Any) -> None:
    for pipe in pipes:
        with contextlib.suppress(OSError):
            pipe.close()
