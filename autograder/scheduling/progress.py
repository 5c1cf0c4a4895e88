"""How far a batch is: a bar on a terminal, a line now and then elsewhere, a table at the end."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import time
from collections.abc import Iterator, Mapping

from tqdm import tqdm
from tqdm.contrib.logging import logging_redirect_tqdm

EVERY = 30.0  # seconds between two lines where there is no terminal
OURS = {"of_the_batch": True}
# Warnings of nbgrader's that tell of nothing wrong: --force asks for the first, and who is late
# stands in the table at the end, in the gradebook and on the page.
USUAL = re.compile(r"Removing existing|.* is [\d.]+ seconds late$|Late submission penalty")


class Progress:
    """Counts what becomes of `total` things, and shows it.

    Parameters
    ----------
    title : str
        What is being done, in a word or two.
    total : int
        How many things there are.
    log : Logger
        Where it is said.
    level : int
        What nbgrader was told to say. From its usual level, INFO, on, what it has to say about
        each single thing is kept off the screen if there are several.
    """

    def __init__(self, title: str, total: int, log: logging.Logger, level: int) -> None:
        self.title, self.total, self.log, self.level = title, total, log, level
        self.begun = self.last_log = time.monotonic()
        self.done = 0
        self.failed: list[str] = []
        self.bar: tqdm[None] | None = None

    @contextlib.contextmanager
    def shown(self) -> Iterator[None]:
        """Show how far it is, for as long as this lasts."""
        many = self.total > 1
        with contextlib.ExitStack() as stack:
            if many and self.level <= logging.INFO and sys.stderr.isatty():
                tqdm.monitor_interval = 0  # its thread would be there when processes are forked
                stack.enter_context(logging_redirect_tqdm([self.log]))
                self.bar = tqdm(total=self.total, desc=self.title, unit="", dynamic_ncols=True)
                stack.enter_context(self.bar)
            if many and self.level >= logging.INFO:
                stack.enter_context(quiet(self.log, logging.WARNING))
            yield

    def step(self, failed: str = "") -> None:
        """Count one more, by its name if it failed."""
        self.done += 1
        self.failed += [failed] if failed else []
        if self.bar is not None:
            self.bar.set_postfix_str(f"{len(self.failed)} failed", refresh=False)
            self.bar.update()
        elif self.total > 1 and time.monotonic() - self.last_log > EVERY:
            self.last_log = time.monotonic()
            self.log.info("%s", self.line(), extra=OURS)

    def line(self) -> str:
        """Return how far it is in one line."""
        seconds = time.monotonic() - self.begun
        left = tqdm.format_interval(seconds / self.done * (self.total - self.done))
        return (
            f"{self.title}: {self.done} of {self.total}, {len(self.failed)} failed, "
            f"{self.done / seconds:.1f} a second, {left} left"
        )

    def table(self, rows: Mapping[str, object]) -> None:
        """Say at the end what came of it, a row a line."""
        seconds = time.monotonic() - self.begun
        shown = {
            **rows,
            "failed": f"{len(self.failed)} {', '.join(self.failed[:10])}".strip(),
            "time": f"{tqdm.format_interval(seconds)}, {self.done / seconds:.1f} a second",
        }
        wide = max(map(len, shown))
        lines = [f"  {name:<{wide}}  {value}" for name, value in shown.items()]
        self.log.info("%s", "\n".join([self.title, *lines]), extra=OURS)


@contextlib.contextmanager
def quiet(log: logging.Logger, least: int = logging.NOTSET) -> Iterator[None]:
    """Keep what is usual, or below a level, off the screen; a log file has it."""

    def wanted(record: logging.LogRecord) -> bool:
        ours = hasattr(record, "of_the_batch")
        return ours or (record.levelno >= least and not USUAL.match(record.getMessage()))

    screens = [
        handler
        for handler in log.handlers
        if isinstance(handler, logging.StreamHandler)
        and not isinstance(handler, logging.FileHandler)
    ]
    for screen in screens:
        screen.addFilter(wanted)
    try:
        yield
    finally:
        for screen in screens:
            screen.removeFilter(wanted)
