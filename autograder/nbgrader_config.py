"""The course's settings for nbgrader; a class's own `nbgrader_config.py` calls `configure`."""

from __future__ import annotations

import warnings
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    IgnorePattern,
    LimitOutput,
    OverwriteKernelspec,
)
from sqlalchemy.exc import SAWarning

from autograder.integration.attachments import ShowAttachments
from autograder.integration.autograde import Batch
from autograder.integration.feedback import Feedback, Grades, HideRubric
from autograder.integration.feedback_exporter import FormgraderExporter
from autograder.integration.patches import replace_converters, replace_formgraders_exporter
from autograder.integration.sanitise import EscapeNames, markdown
from autograder.integration.steps.grade import Grade
from autograder.integration.steps.reader import Reader
from autograder.integration.steps.repair import Repair
from autograder.integration.steps.save_grades import SaveGrades


def configure(c: Any) -> None:
    """Make stock nbgrader grade with this project; `c` is nbgrader's configuration."""
    # SQLAlchemy 2 remarks on nbgrader 0.9.6's own queries, several lines for each submission.
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    replace_formgraders_exporter(FormgraderExporter)
    replace_converters(Autograde=Batch, GenerateFeedback=Feedback)
    c.HTMLExporter.filters = {"markdown2html": markdown}
    c.HTMLExporter.preprocessors = [EscapeNames(enabled=True), ShowAttachments(enabled=True)]
    c.CourseDirectory.course_id = "descent"
    c.ClearSolutions.code_stub = {"python": "raise NotImplementedError  # your answer here"}
    # A rubric stands in the locked question above an essay, for whoever grades it in formgrader.
    c.ClearMarkScheme.enforce_metadata = False
    c.GenerateFeedback.preprocessors = [HideRubric, Grades]
    c.Autograde.exporter_class = Reader
    # `Repair` makes every cell anew from the gradebook: nothing is left to overwrite or to check.
    c.Autograde.sanitize_preprocessors = [Repair, OverwriteKernelspec]
    c.Autograde.autograde_preprocessors = [
        Grade,
        IgnorePattern,
        ClearMetadataPreprocessor,
        LimitOutput,
        SaveGrades,
        AssignLatePenalties,
    ]
