"""The settings of `_config.yml` for Sphinx itself: the way out when Jupyter Book 1 ends.

`make plain` builds with them, once a week, so that the way stays open. `_config.yml` is the one
source; here stands only what Jupyter Book calls by names of its own, and what it sets unasked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    "title": "html_title",
    "author": "author",
    "logo": "html_logo",
    "copyright": "copyright",
    "only_build_toc_files": "external_toc_exclude_missing",
    "exclude_patterns": "exclude_patterns",
    "execute": {
        "execute_notebooks": "nb_execution_mode",
        "cache": "nb_execution_cache_path",
        "exclude_patterns": "nb_execution_excludepatterns",
        "raise_on_error": "nb_execution_raise_on_error",
        "stderr_output": "nb_output_stderr",
        "timeout": "nb_execution_timeout",
    },
    "parse": {"myst_enable_extensions": "myst_enable_extensions"},
    "bibtex_bibfiles": "bibtex_bibfiles",
    "html": {"baseurl": "html_baseurl"},
}
UNASKED = {"numfig": True, "suppress_warnings": ["myst.domains"]}


def settings(config: dict[str, Any]) -> dict[str, Any]:
    """Return Sphinx's settings for those of a `_config.yml`.

    Raises
    ------
    LookupError
        If a setting is none that is known here.
    """
    book = dict(config)
    own = dict(book.pop("sphinx")["config"])
    own["extensions"] = [name for name in own["extensions"] if name != "jupyter_book"]
    ours = {**UNASKED, **dict(_renamed(book, NAMES)), **own}
    # The one path that is read from where this file is.
    ours["bibtex_bibfiles"] = [str(ROOT / file) for file in ours.get("bibtex_bibfiles", [])]
    return ours


def _renamed(config: dict[str, Any], names: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in config.items():
        if key not in names:
            raise LookupError(f"_config.yml: {key} has no name of Sphinx's in {__file__}")
        if isinstance(names[key], dict):
            yield from _renamed(value, names[key])
        else:
            yield names[key], value


sys.path.insert(0, str(ROOT))  # for book.pages and book.site
globals().update(settings(yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))))
