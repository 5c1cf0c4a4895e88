"""Due dates, extensions, and what lateness costs, as `class.toml` says it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from nbgrader.api import Assignment, SubmittedAssignment
from nbgrader.plugins import LateSubmissionPlugin
from sqlalchemy import select

from autograder.integration.term.settings import ClassSettings, Lateness, in_words

DAY = 24 * 3600.0
DUE = "Due "  # begins the note on lateness, which stands among those on the notebook


@dataclass(frozen=True)
class Cost:
    """What one late submission costs.

    Attributes
    ----------
    days : int
        Days begun since the date, after the grace.
    free : int
        How many of them the student's free days pay for.
    share : float
        What part of what was earned is taken for the rest.
    """

    days: int
    free: int
    share: float


def costs(late: Lateness, seconds: Mapping[str, float]) -> dict[str, Cost]:
    """Return what a student's submissions cost; the free days go to them in their order.

    Parameters
    ----------
    late : Lateness
        The class's rule.
    seconds : mapping of str to float
        How late each submission is, by assignment, in the order of the dates.
    """
    left, found = late.free_days, {}
    for assignment, behind in seconds.items():
        counted = behind - 60 * late.grace_minutes
        days = math.ceil(counted / DAY) if counted > 0 else 0
        free = min(days, left)
        left -= free
        found[assignment] = Cost(days, free, min(late.most, late.per_day * (days - free)))
    return found


def set_due(gradebook: Any, assignment: str, settings: ClassSettings) -> None:
    """Write an assignment's date into the gradebook, if the class has one of its own."""
    moment = settings.due.get(assignment)
    if moment is not None:
        gradebook.find_assignment(assignment).duedate = plain(moment)


def plain(moment: datetime) -> datetime:
    """Return a moment as nbgrader keeps it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


class ClassPenalty(LateSubmissionPlugin):  # type: ignore[misc]
    """What `class.toml` says of lateness; where it says nothing, what nbgrader is set to."""

    taken = 0.0

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the points that are taken; `said` tells the student why."""
        gradebook, assignment = self.parent.gradebook, self.parent.assignment_id
        late = _rule(self.parent)
        if late is None:
            by_stock = super().late_submission_penalty(student_id, score, total_seconds_late)
            self.taken, self.said = by_stock or 0.0, []
            return by_stock  # type: ignore[no-any-return]
        cost = costs(late, _lateness(gradebook.db, student_id))[assignment]
        self.taken = round(score * cost.share, 6)
        self.said = [_told(gradebook.find_submission(assignment, student_id), cost, self.taken)]
        return self.taken


def moved(
    gradebook: Any, assignment: str, settings: ClassSettings
) -> dict[str, tuple[float, float | None]]:
    """Return what lateness cost each student, and the share it would cost by today's settings.

    Where the class has no rule of its own the share is None: another plugin may take what it likes.
    """
    due = gradebook.find_assignment(assignment).duedate
    if assignment in settings.due:
        due = plain(settings.due[assignment])
    found: dict[str, tuple[float, float | None]] = {}
    for row in gradebook.assignment_submissions(assignment):
        taken = float(row.late_submission_penalty or 0.0)
        if settings.late is None:
            found[row.student_id] = taken, None
            continue
        behind = _lateness(gradebook.db, row.student_id)
        if row.timestamp is None or due is None:
            share = 0.0
        else:
            more = settings.extension(row.student_id, assignment) or row.extension or timedelta(0)
            behind[assignment] = (row.timestamp - due - more).total_seconds()
            share = costs(settings.late, behind)[assignment].share
        found[row.student_id] = taken, share
    return found


def _rule(step: Any) -> Lateness | None:
    """Return the class's rule, if it has one, as the batch has read it that a step is part of."""
    makers = (step.parent, getattr(step.parent, "parent", None))
    settings = next((getattr(m, "settings") for m in makers if hasattr(m, "settings")), None)  # noqa: B009
    return settings.late if settings else None


def _lateness(db: Any, student: str) -> dict[str, float]:
    """Return how late a student's submissions are, in the order of the dates."""
    query = (
        select(
            Assignment.name,
            Assignment.duedate,
            SubmittedAssignment.extension,
            SubmittedAssignment.timestamp,
        )
        .join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(SubmittedAssignment.student_id == student)
        .where(Assignment.duedate.is_not(None), SubmittedAssignment.timestamp.is_not(None))
        .order_by(Assignment.duedate, Assignment.name)
    )
    return {
        name: (at - due - (more or timedelta(0))).total_seconds()
        for name, due, more, at in db.execute(query)
    }


def _told(submission: Any, cost: Cost, points: float) -> str:
    due, at = (
        in_words(moment.replace(tzinfo=UTC))
        for moment in (submission.duedate, submission.timestamp)
    )
    behind = f"{cost.days} day{'s' * (cost.days != 1)} late" if cost.days else "within the grace"
    paid = f" {cost.free} of them are paid for by free days." if cost.free else ""
    price = f" This costs {points:.4g} points ({cost.share:.0%})." if points else ""
    return f"{DUE}{due}, handed in {at}: {behind}.{paid}{price}"
