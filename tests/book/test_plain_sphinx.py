"""The book without Jupyter Book: the same settings, from the same file."""

from __future__ import annotations

import runpy
from typing import Any

import pytest
from jupyter_book.config import get_final_config

from course.paths import ROOT

# What Jupyter Book sets besides: for LaTeX, for its own theme and extensions, or what is Sphinx's
# own default anyway.
ITS_OWN = {
    *("comments_config", "html_favicon", "html_logo", "html_sourcelink_suffix", "latex_engine"),
    *("myst_url_schemes", "nb_execution_allow_errors", "nb_execution_in_temp", "pygments_style"),
    *("use_jupyterbook_latex", "use_multitoc_numbering"),
}
ITS_EXTENSIONS = {"jupyter_book", "sphinx_jupyterbook_latex", "sphinx_multitoc_numbering"}


@pytest.fixture(scope="module")
def conf() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "book" / "plain_sphinx" / "conf.py"))


def test_the_settings_are_those_of_jupyter_book(conf: dict[str, Any]) -> None:
    theirs, _ = get_final_config(
        user_yaml=ROOT / "_config.yml", sourcedir=ROOT, cli_config={"latex_individualpages": False}
    )
    left_out = {name for name in theirs if name not in conf}
    assert left_out == ITS_OWN
    assert set(theirs.pop("extensions")) - ITS_EXTENSIONS == set(conf["extensions"])
    assert set(conf["exclude_patterns"]) < set(theirs.pop("exclude_patterns"))
    theirs["bibtex_bibfiles"] = [str(ROOT / file) for file in theirs["bibtex_bibfiles"]]
    assert {name: conf[name] for name in theirs if name in conf} == {
        name: value for name, value in theirs.items() if name in conf
    }


def test_a_setting_that_is_not_known_is_named(conf: dict[str, Any]) -> None:
    with pytest.raises(LookupError, match=r"_config\.yml: favicon "):
        conf["settings"]({"favicon": "x", "sphinx": {"config": {"extensions": []}}})
