"""What goes wrong with a machine and not with a notebook, in a sentence that says what to do."""

from __future__ import annotations

import contextlib
import errno
import shutil
import signal
import threading
from collections.abc import Iterator
from logging import Logger
from types import FrameType
from typing import Any, NoReturn

from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import DBAPIError, IntegrityError
from traitlets import TraitError

from autograder.engine.session import ProcessLostError
from autograder.integration.term.toml_table import ClassSettingsError
from course.adaptation import AdaptationError

FULL = (errno.ENOSPC, errno.EDQUOT)
BARRED = (errno.EACCES, errno.EPERM, errno.EROFS)
# A folder where a file is due, or a file where a folder is.
OTHER_KIND = {
    errno.EISDIR: "is a folder, where a file is due",
    errno.ENOTDIR: "cannot be, as a file is where a folder is due",
    errno.EEXIST: "is a file, where a folder is due",
}
AGAIN = "then give the same command again; what is done is kept"
# What a database says, and what there is to do about it.
DATABASES = {
    "full": f"the disk is full: make room, {AGAIN}",
    "locked": f"another program holds the gradebook locked: wait until it is done, {AGAIN}",
    "readonly": "the gradebook is not yours to write: its owner can let the group "
    f"(chmod g+w gradebook.db), {AGAIN}",
    "unable to open": "the gradebook cannot be opened: look whether its folder is there and yours "
    f"to write, {AGAIN}",
    "malformed": f"the gradebook is damaged: put a copy of it in its place, {AGAIN}",
    "not a database": f"the gradebook is no database: put a copy of it in its place, {AGAIN}",
    "connect": f"the gradebook's server cannot be reached: look whether it runs, {AGAIN}",
}
# What SQLite says, as a name, if another file has the gradebook's by now.
MOVED = "SQLITE_READONLY_DBMOVED"
OTHER_FILE = (
    "another file has taken the gradebook's place: see which is the right one, then give the same "
    "command again with --force"
)


class TroubleError(BaseException):
    """Trouble with the machine; not an Exception, after which nbgrader takes the next student."""


class EndedError(BaseException):
    """Somebody had the program ended."""


def sentence(error: BaseException) -> str:
    """Return what an error is and what to do, or nothing if it is none of the machine's."""
    if isinstance(error, ClassSettingsError | AdaptationError):
        said = str(error)
        return f"{said}{'' if said.endswith('?') else '.'} Nothing was done"
    if isinstance(error, TraitError):
        return f"A setting cannot be meant: {error} Nothing was done"
    if _of_memory(error):
        return (
            f"the memory is used up: close something, or let fewer notebooks run at once "
            f"(c.Batch.workers), {AGAIN}"
        )
    if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
        if getattr(error.orig, "sqlite_errorname", "") == MOVED:
            return OTHER_FILE
        said = str(error.orig)
        what = next((words for part, words in DATABASES.items() if part in said.lower()), "")
        return what and f"{what} ({said.splitlines()[0]})"
    if isinstance(error, shutil.Error):  # of several files, with their errors as text
        full = f"[Errno {errno.ENOSPC}]" in str(error) or f"[Errno {errno.EDQUOT}]" in str(error)
        return f"the disk is full: make room, {AGAIN}" if full else ""
    if isinstance(error, OSError) and error.errno in FULL:
        where = f" ({error.filename})" if error.filename else ""
        return f"the disk is full{where}: make room, {AGAIN}"
    if isinstance(error, OSError) and error.errno in BARRED and error.filename:
        return (
            f"{error.filename} is not yours to write or read ({error.strerror}): see to it, {AGAIN}"
        )
    if isinstance(error, OSError) and error.errno in OTHER_KIND and error.filename:
        return f"{error.filename} {OTHER_KIND[error.errno]}: move it away, {AGAIN}"
    if isinstance(error, ProcessLostError):
        return f"students' code cannot be run here: {error}. Nothing of it was graded"
    if isinstance(error, KeyboardInterrupt | EndedError):
        return "interrupted: give the same command again, and it goes on; what is done is kept"
    return ""


def _of_memory(error: BaseException) -> bool:
    """Whether the system refused memory: to Python, for a library, a thread or a process."""
    refused = isinstance(error, OSError) and error.errno == errno.ENOMEM
    words = ("failed to map segment", "can't start new thread", "cannot allocate memory")
    of_a_library = isinstance(error, ImportError | RuntimeError)
    return (
        isinstance(error, MemoryError)
        or refused
        or (of_a_library and any(part in str(error).lower() for part in words))
    )


@contextlib.contextmanager
def machine() -> Iterator[None]:
    """Raise a `TroubleError` for whatever the machine is to blame for."""
    try:
        yield
    except Exception as error:
        if said := sentence(error):
            raise TroubleError(said) from error
        raise


@contextlib.contextmanager
def told(log: Logger) -> Iterator[None]:
    """Say trouble in a sentence, and end nbgrader's command with it; no traceback."""
    with _ended_by_signal():
        try:
            yield
        except TroubleError as trouble:
            _end(log, str(trouble))
        except NbGraderException as given_up:
            # nbgrader gives up over a database in many lines, and advises to upgrade it.
            cause = given_up.__context__
            if cause is not None and (said := sentence(cause)):
                _end(log, said)
            raise
        except (Exception, KeyboardInterrupt, EndedError) as error:
            if said := sentence(error):
                _end(log, said)
            raise


def _end(log: Logger, said: str) -> NoReturn:
    log.error(said)
    raise NbGraderException(said) from None


@contextlib.contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Have SIGTERM end the program in order, so that nothing is left in the temporary folder."""
    if threading.current_thread() is not threading.main_thread():
        yield  # formgrader's server has its own way
        return

    def ended(number: int, frame: FrameType | None) -> Any:
        raise EndedError(signal.Signals(number).name)

    before = signal.signal(signal.SIGTERM, ended)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
