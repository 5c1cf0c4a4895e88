"""Exporters for ``nbgrader export --exporter=autograder.lms.exporters.Canvas``, an LMS each."""

from autograder.lms.exporters.blackboard import Blackboard
from autograder.lms.exporters.canvas import Canvas
from autograder.lms.exporters.moodle import Moodle
from autograder.lms.exporters.questions import Questions

__all__ = ["Blackboard", "Canvas", "Moodle", "Questions"]
