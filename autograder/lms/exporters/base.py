"""What the exporters share: the scores asked for once, and a table of the LMS's own filled in.

An LMS knows students and columns by numbers of its own. So the sure way is to download its table,
name it as `template`, and upload what comes out: every other cell is as it was. Without one, a
table is made of what the gradebook knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Dict, Unicode

from autograder.integration.scores import Score, scores, students
from autograder.lms import tables
from autograder.lms.gradebook import roster
from autograder.lms.hand_in import Person
from autograder.lms.roster import UnknownError


class Export(ExportPlugin):  # type: ignore[misc]
    """Writes scores; what is in the way ends the command with a sentence."""

    def fail(self, sentence: str) -> NoReturn:
        """End the command with a sentence."""
        self.log.error(sentence)
        raise SystemExit(1)

    def export(self, gradebook: Gradebook) -> None:
        """Write what is asked for."""
        wanted = {str(name) for name in self.assignment}
        known = {assignment.name for assignment in gradebook.assignments}
        if missing := sorted(wanted - known):
            has = ", ".join(sorted(known)) or "none"
            self.fail(f"there is no assignment {', '.join(missing)}; this class has {has}")
        try:
            self.write(gradebook, wanted)
        except tables.TableError as error:
            self.fail(str(error))
        except OSError as error:
            self.fail(f"{error.filename} cannot be written: {error.strerror}")

    def write(self, gradebook: Gradebook, wanted: set[str]) -> None:
        """Write the scores of some assignments, or of all if none is named."""
        raise NotImplementedError


class LmsExport(Export):
    """Scores as an LMS takes them."""

    template = Unicode(
        "", help="The table downloaded from the LMS, which is filled in; else one is made."
    ).tag(config=True)
    numbers = Dict(help="The LMS's own numbers of assignments or columns, by name.").tag(
        config=True
    )
    usual = "grades.csv"
    about: tuple[str, ...]  # the columns that say who somebody is
    numbered: re.Pattern[str]  # a heading of a template with its "title" and its "number"

    def write(self, gradebook: Gradebook, wanted: set[str]) -> None:
        """Write the table, and log what is not in it."""
        only = {str(name) for name in self.student}
        every = [
            score
            for score in scores(gradebook)
            if (not wanted or score.assignment in wanted) and (not only or score.student in only)
        ]
        most = {a.name: a.max_score for a in gradebook.assignments}
        names = [name for name in most if not wanted or name in wanted]
        waiting = sum(score.waiting > 0 for score in every)
        if waiting:
            self.log.warning("%d submissions wait for a reader: their points may grow", waiting)
        known = {id: row for id, row in students(gradebook).items() if not only or id in only}
        if self.template:
            table = self.fill(names, every, known)
        else:
            table = self.made({name: most[name] for name in names}, every, known)
        path = Path(self.to or self.usual)
        table.write(path)
        self.log.info("Wrote %d students to %s", len(table.rows), path)

    def made(
        self, most: dict[str, float], every: list[Score], known: dict[str, Any]
    ) -> tables.Table:
        """Return a table of one's own: `most` is the points of each assignment in it.

        `every` is the scores, and `known` the students by their ids.
        """
        headings = {name: self.heading(name, points) for name, points in most.items()}
        points = by_student(every)
        rows = [
            {
                **self.described(row),
                **{headings[name]: points.get((student, name)) for name in most},
            }
            for student, row in known.items()
        ]
        return tables.made([*self.about, *headings.values()], rows)

    def heading(self, name: str, most: float) -> str:
        """Return how the column of an assignment is called that gives so many points."""
        raise NotImplementedError

    def described(self, row: Any) -> dict[str, object]:
        """Return what stands in the columns `about` of a student."""
        raise NotImplementedError

    def fill(self, names: Sequence[str], every: list[Score], known: dict[str, Any]) -> tables.Table:
        """Return the template with the scores of some assignments in it."""
        table = tables.read(Path(self.template))
        columns = self.columns(table, names)
        return self.filled(table, columns, every, known, partial(self.person, table))

    def person(self, table: tables.Table, row: list[str]) -> Person:
        """Return whom a row of a template is about; nobody for a row that is about none."""
        raise NotImplementedError

    def columns(self, table: tables.Table, names: Sequence[str]) -> dict[int, str]:
        """Return which columns of a template are of which assignment: by number, else by title."""
        by_number = {str(number): name for name, number in self.numbers.items()}
        by_title = {_title(name): name for name in names}
        found: dict[int, str] = {}
        for place, heading in enumerate(table.heading):
            column = self.numbered.fullmatch(heading)
            if column:
                name = by_number.get(column["number"], by_title.get(_title(column["title"])))
                if name in names:
                    found[place] = str(name)
        if not found:
            self.fail(
                f"no column of {self.template} is called as one of {', '.join(names)}; give their "
                f"numbers: c.{type(self).__name__}.numbers = {{...}}"
            )
        return found

    def filled(
        self,
        table: tables.Table,
        columns: dict[int, str],
        every: Iterable[Score],
        known: dict[str, Any],
        person: Callable[[list[str]], Person],
        shown: Callable[[float], str] = tables.shown,
    ) -> tables.Table:
        """Fill scores into columns of a template, and log whoever is only on one side.

        Parameters
        ----------
        columns : dict of int to str
            Which assignment belongs into which column.
        person : callable
            Returns whom a row is about; nobody for a row that is about none.
        """
        points = by_student(every)
        people = roster(known.values())
        found: set[str] = set()
        for row in table.rows:
            who = person(row)
            if not str(who):
                continue
            try:
                student = people.find(who)[0].id
            except UnknownError as reason:
                self.log.warning(
                    "%s: %s", self.template, str(reason).replace("roster", "gradebook")
                )
                continue
            found.add(student)
            row += [""] * (len(table.heading) - len(row))
            for place, name in columns.items():
                if (student, name) in points:
                    row[place] = shown(points[student, name])
        for student in sorted({score.student for score in every} - found):
            self.log.warning("%s has no row for %s", self.template, student)
        return table


def _title(text: str) -> str:
    return tables.plain(text).replace("-", " ")


def by_student(every: Iterable[Score]) -> dict[tuple[str, str], float]:
    """Return the points by student and assignment."""
    return {(score.student, score.assignment): score.points for score in every}


def sorted_name(row: Any) -> str:
    """Return a student's name with the last name first, or the id if there is none."""
    names = [name for name in (row.last_name, row.first_name) if name]
    return tables.harmless(", ".join(names) or row.id)
