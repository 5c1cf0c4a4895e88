"""Everything private that is taken from nbgrader and nbconvert, and every name replaced in them.

No other module touches such a thing. `TAKEN` lists them, and a test looks for each: an upgrade that
moves one fails there, with one message. Each saves time or closes a hole that no setting of theirs
does; the reason stands where it is used.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from importlib import import_module
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader import api
from nbgrader.converters import Autograde
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import GetGrades, SaveAutoGrades
from traitlets import TraitError, default
from traitlets.config import Application

Resources = dict[str, Any]

# Where nbgrader opens its gradebook while it grades and makes feedback.
GRADEBOOK_USERS = (
    "nbgrader.converters.autograde",
    "nbgrader.preprocessors.overwritecells",
    "nbgrader.preprocessors.overwritekernelspec",
    "nbgrader.preprocessors.saveautogrades",
    "nbgrader.preprocessors.latesubmissions",
    "nbgrader.preprocessors.getgrades",
)
# Where nbgrader's commands and formgrader's buttons make their converters, by name.
CONVERTER_USERS = {
    "Autograde": ("nbgrader.apps.autogradeapp", "nbgrader.apps.api"),
    "GenerateAssignment": ("nbgrader.apps.generateassignmentapp", "nbgrader.apps.api"),
    "GenerateFeedback": ("nbgrader.apps.generatefeedbackapp", "nbgrader.apps.api"),
}
FORMGRADER = "nbgrader.server_extensions.formgrader"
# What formgrader takes from others to make its pages, by where it does.
FORMGRADER_USES = {
    "HTMLExporter": f"{FORMGRADER}.formgrader",
    "FileSystemLoader": f"{FORMGRADER}.formgrader",
    "NbGraderAPI": f"{FORMGRADER}.base",
}
# Owner, name, and the parameters on which we rely.
TAKEN = (
    *((module, "Gradebook", "db_url course_id") for module in GRADEBOOK_USERS),
    *((module, name, "") for name, modules in CONVERTER_USERS.items() for module in modules),
    *((module, name, "") for name, module in FORMGRADER_USES.items()),
    ("nbgrader.api", "get_alembic_version", ""),
    ("nbgrader.api.Notebook", "_base_cells", ""),
    ("nbgrader.converters.base.BaseConverter", "_format_dest", "self assignment_id student_id"),
    ("nbgrader.converters.base.BaseConverter", "convert_single_notebook", "self notebook_filename"),
    ("nbgrader.preprocessors.GetGrades", "_get_score", "self cell resources"),
    ("nbgrader.preprocessors.SaveAutoGrades", "_add_score", "self cell resources"),
    ("nbconvert.exporters.Exporter", "_init_resources", "self resources"),
    ("nbconvert.exporters.Exporter", "_preprocess", "self nb resources"),
    ("nbconvert.exporters.Exporter", "_preprocessors", ""),
    ("nbconvert.exporters.TemplateExporter", "_template_paths", ""),
)


@contextmanager
def gradebook_by(opener: Callable[..., Any]) -> Iterator[None]:
    """Have nbgrader open its gradebook with `opener(url, ...)` for as long as this lasts."""
    users = [
        import_module(name) for name in (*GRADEBOOK_USERS, f"{__package__}.steps.source_cells")
    ]
    before = [user.Gradebook for user in users]
    try:
        for user in users:
            setattr(user, "Gradebook", opener)  # noqa: B010 - a module has no such type
        yield
    finally:
        for user, own in zip(users, before, strict=True):
            setattr(user, "Gradebook", own)  # noqa: B010


def look_up_version() -> None:
    """Have nbgrader look up the version of a new gradebook's tables in this process.

    Its own way is to start alembic, which takes a second, and leaves a half-made gradebook where
    that is not on the PATH.
    """
    api.get_alembic_version = _version


@wraps(api.get_alembic_version)
@cache
def _version() -> str:
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


def replace_converters(**ours: str) -> None:
    """Have nbgrader make converters of ours, given by dotted names, in the place of its own."""
    for name, path in ours.items():
        for user in CONVERTER_USERS[name]:
            module = import_module(user)
            setattr(module, name, _deferred(getattr(module, name), path))


def _deferred(theirs: type, path: str) -> type:
    """Return a class that passes for theirs; what it makes is ours, which is imported then."""

    def made(_: type, *settings: Any, **named: Any) -> Any:
        try:
            return pkgutil.resolve_name(path)(*settings, **named)
        except TraitError as error:
            if not isinstance(named.get("parent"), Application):
                raise  # formgrader's server goes on
            sys.exit(f"A setting cannot be meant: {error} Nothing was done.")

    return type(theirs)(theirs.__name__, (theirs,), {"__new__": made})


def convert_once(converter: Autograde, notebook: str) -> None:
    """Convert a notebook in one go, without the second one that `Autograde` adds."""
    super(Autograde, converter).convert_single_notebook(notebook)


def graded_folder(converter: Any, assignment: str, student: str) -> str:
    """Return where a converter puts what it makes of a submission."""
    return str(converter._format_dest(assignment, student))


def cells_of(notebook: Any) -> list[Any]:
    """Return all cells of a notebook in the gradebook, of whichever kind."""
    return list(notebook._base_cells)


def first_resources(exporter: Any, resources: Resources | None) -> Resources:
    """Return what an exporter's steps hand on to one another, as it is before the first."""
    begun: Resources = exporter._init_resources(resources)
    return begun


def take_through_steps(
    exporter: Any, nb: NotebookNode, resources: Resources
) -> tuple[NotebookNode, Resources]:
    """Take a notebook through an exporter's steps; no copy is made, and no schema is looked at."""
    for step in exporter._preprocessors:
        nb, resources = step(nb, resources)
    return nb, resources


class LocalExporter(HTMLExporter):  # type: ignore[misc]
    """Takes a template from `FIRST` where there is one of its name, before nbconvert's own."""

    FIRST = ""

    @default("template_paths")
    def _own_first(self) -> list[str]:
        return [self.FIRST, *self._template_paths()]


def replace_in_formgrader(**ours: str) -> None:
    """Put what is ours, by dotted names, in the place of what formgrader uses, if this is it."""
    for name, path in ours.items():
        if module := sys.modules.get(FORMGRADER_USES[name]):
            setattr(module, name, pkgutil.resolve_name(path))


class StepsOnlyExporter(HTMLExporter):  # type: ignore[misc]
    """Makes a page of the very notebook that its steps leave."""

    def _preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        return take_through_steps(self, nb, resources)


class ScoreSaver(SaveAutoGrades):  # type: ignore[misc]
    """Calls `saved` with each cell whose score is written."""

    def _add_score(self, cell: NotebookNode, resources: Resources) -> None:
        super()._add_score(cell, resources)
        self.saved(cell)

    def saved(self, cell: NotebookNode) -> None:
        """Do what is still to be done for a cell."""


class GradeReader(GetGrades):  # type: ignore[misc]
    """Calls `read` with each cell whose score is read, and its grade."""

    def _get_score(self, cell: NotebookNode, resources: Resources) -> None:
        super()._get_score(cell, resources)
        name = cell.metadata.nbgrader["grade_id"]
        whose = self.notebook_id, self.assignment_id, self.student_id
        self.read(cell, self.gradebook.find_grade(name, *whose))

    def read(self, cell: NotebookNode, grade: Any) -> None:
        """Do what is still to be done for a cell."""
