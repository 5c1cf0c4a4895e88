"""Feedback pages, zipped as an LMS takes them back.

Moodle's "Upload multiple feedback files in a zip" looks in each path for a part
``NAME_NUMBER_assignsubmission_file``, of which it reads the number, the participant's in this
assignment. Canvas's "Re-Upload Submissions" reads of a file's name the first two parts between
underscores that are numbers: the student's, and the attachment's that is commented.

Sources: Moodle, mod/assign/feedback/file/importziplib.php (is_valid_filename_for_import); Canvas,
app/models/assignment.rb (infer_comment_context_from_filename).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from autograder.lms.ledger import Ledger
from autograder.lms.roster import letters

Row = Mapping[str, object]


class ReturnError(Exception):
    """There is nothing to give back; the message says why."""


def pack(form: str, course: Path, assignment: str, archive: Path) -> str:
    """Write the archive and return what there is to say, with whoever gets nothing.

    Raises
    ------
    ReturnError
        If nothing of this assignment came from this LMS, or there is no feedback yet.
    """
    rows = [
        row
        for row in Ledger(course / "downloaded" / assignment).rows.values()
        if row["lms"] == form
    ]
    if not rows:
        raise ReturnError(f"nothing of {assignment} was collected from {form}")
    named = {str(row["student"]): NAMES[form](row, assignment) for row in rows}
    pages = {student: course / "feedback" / student / assignment for student in named}
    ready = [s for s in named if named[s] and (pages[s] / f"{assignment}.html").is_file()]
    if not ready:
        raise ReturnError(f"there is no feedback of {assignment}: nbgrader generate_feedback")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for student in ready:
            packed.write(pages[student] / f"{assignment}.html", named[student])
    lines = [f"{archive}: {len(ready)} pages"]
    for student in sorted(named.keys() - set(ready)):
        lack = "no page yet" if named[student] else f"no number of {form}'s: collect with a roster"
        lines.append(f"  not in it: {student}, {lack}")
    return "\n".join(lines)


def _moodle(row: Row, assignment: str) -> str:
    if not row["number"]:
        return ""
    name = str(row["name"]).replace("_", " ")
    return f"{name}_{row['number']}_assignsubmission_file/{assignment}.html"


def _canvas(row: Row, assignment: str) -> str:
    if not (row["number"] and row["attachment"]):
        return ""
    name = letters(str(row["name"])) or "anon"
    return f"{name}_{row['number']}_{row['attachment']}_{assignment}.html"


NAMES: dict[str, Callable[[Row, str], str]] = {"moodle": _moodle, "canvas": _canvas}
