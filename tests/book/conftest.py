"""A small book of its own, made into a site by the extension."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from course.paths import ROOT

CONFIG = """
extensions = ["book.site"]
project = html_title = "Small"
author, copyright, language = "Nobody", "2026", "en"
html_theme, html_math_renderer = "descent", "mathml"
html_baseurl = "https://small.example/book/"
html_additional_pages = {"404": "404.html"}
html_use_index = False
html_logo = "own.svg"
descent_colours = {"link": ["#123456", "#abcdef"]}
descent_report = "mailto:me@small.example?subject={page}"
descent_downloads = {"PDF": "https://small.example/small.pdf", "names": "objects.inv"}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
FRONT = """
Small & simple
==============

The first paragraph has so many words that they do not fit into the line that a search engine shows
below the title of a page, so they are cut, but never in the midst of a word.

.. toctree::
   :caption: Part

   sub/page
"""
PAGE = r"""
:needs: ../index

A page
======

A root: :math:`\sqrt{\beta\lambda}`, as in :eq:`energy`.

.. math:: a &= b \\ c &= d
   :label: energy

Where :math:`\beta` is
----------------------

========= =
:math:`g` b
========= =
1         2
========= =

As in [One]_ and [Two]_.

.. [One] The first.
.. [Two] The second.

.. glossary::

   saddle
      Up one way, *down* another.
"""
NOTATION = r"""
:orphan:

Symbols
=======

.. list-table::
   :header-rows: 1

   * - Prose
     - Code
   * - :math:`\beta`, :math:`\beta_1`
     - ``beta``, ``beta1``
   * - :math:`g`
     - ``g``, from ``grad``
"""


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source")
    (source / "conf.py").write_text(CONFIG)
    (source / "own.svg").write_text(LOGO)
    (source / "index.rst").write_text(FRONT)
    (source / "sub").mkdir()
    (source / "sub" / "page.rst").write_text(PAGE)
    (source / "notation.rst").write_text(NOTATION)
    out = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(source), str(out)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    return out


def page(book: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((book / name).read_text(encoding="utf-8"), "html.parser")
