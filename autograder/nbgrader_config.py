"""The course's settings for nbgrader; a class's own `nbgrader_config.py` calls `configure`."""

from __future__ import annotations

import warnings
from typing import Any

from sqlalchemy.exc import SAWarning

from autograder.integration.attachments import ShowAttachments
from autograder.integration.patches import (
    look_up_version,
    replace_converters,
    replace_in_formgrader,
)
from autograder.integration.sanitise import EscapeNames, markdown

OURS = "autograder.integration"
STOCK = "nbgrader.preprocessors"


def configure(c: Any) -> None:
    """Make stock nbgrader grade with this project; `c` is nbgrader's configuration."""
    # SQLAlchemy 2 remarks on nbgrader 0.9.6's own queries, several lines for each submission.
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    look_up_version()
    # By their names: a command that does not grade imports none of what grading needs.
    replace_in_formgrader(
        HTMLExporter=f"{OURS}.formgrader.FormgraderExporter",
        FileSystemLoader=f"{OURS}.formgrader.templates",
        NbGraderAPI=f"{OURS}.formgrader.LessonsAPI",
    )
    replace_converters(
        Autograde=f"{OURS}.autograde.Batch",
        GenerateAssignment=f"{OURS}.release.Release",
        GenerateFeedback=f"{OURS}.feedback.Feedback",
    )
    c.HTMLExporter.filters = {"markdown2html": markdown}
    steps = [EscapeNames(enabled=True), ShowAttachments(enabled=True)]
    c.HTMLExporter.preprocessors = steps
    c.FormgraderExporter.preprocessors = [*steps, f"{OURS}.rubric.ShowRubric"]
    c.CourseDirectory.course_id = "descent"
    c.ClearSolutions.code_stub = {"python": "raise NotImplementedError  # your answer here"}
    # A rubric stands in the locked question above an essay, for whoever grades it in formgrader.
    c.ClearMarkScheme.enforce_metadata = False
    c.GenerateFeedback.preprocessors = [f"{OURS}.feedback.HideRubric", f"{OURS}.feedback.Grades"]
    c.Autograde.exporter_class = f"{OURS}.steps.reader.Reader"
    # `Repair` makes every cell anew from the gradebook: nothing is left to overwrite or to check.
    c.Autograde.sanitize_preprocessors = [
        f"{OURS}.steps.repair.Repair",
        f"{STOCK}.OverwriteKernelspec",
    ]
    c.Autograde.autograde_preprocessors = [
        f"{OURS}.steps.grade.Grade",
        f"{STOCK}.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        f"{STOCK}.LimitOutput",
        f"{OURS}.steps.save_grades.SaveGrades",
        f"{OURS}.steps.assign_penalties.AssignPenalties",
    ]
    c.ExchangeFactory.release_feedback = f"{OURS}.release_feedback.ReleaseFeedback"
    c.AssignLatePenalties.plugin_class = f"{OURS}.term.dates.ClassPenalty"
