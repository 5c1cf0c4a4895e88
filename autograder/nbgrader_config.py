"""The course's settings for nbgrader; a class's own `nbgrader_config.py` calls `configure`."""

from __future__ import annotations

import warnings
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from sqlalchemy.exc import SAWarning

from autograder.nbgrader import Grade, Reader, Repair, handed_in


def configure(c: Any) -> None:
    """Make stock nbgrader grade with this project; `c` is nbgrader's configuration."""
    # SQLAlchemy 2 remarks on nbgrader 0.9.6's own queries, several lines for each submission.
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    c.CourseDirectory.course_id = "descent"
    c.ClearSolutions.code_stub = {"python": "raise NotImplementedError  # your answer here"}
    c.Autograde.exporter_class = Reader
    c.Autograde.pre_convert_hook = handed_in
    c.Autograde.sanitize_preprocessors = [
        ClearOutput,
        Repair,
        OverwriteKernelspec,
        OverwriteCells,
        CheckCellMetadata,
    ]
    c.Autograde.autograde_preprocessors = [
        Grade,
        IgnorePattern,
        ClearMetadataPreprocessor,
        LimitOutput,
        SaveAutoGrades,
        AssignLatePenalties,
        CheckCellMetadata,
    ]
