"""Every formula of the built site is MathML, and one that means nothing fails the build."""

from __future__ import annotations

import re

import pytest
from sphinx.errors import ExtensionError

from book.site.mathml import mathml
from tests.test_book import PAGES, article, built

__all__ = ["built"]  # the fixture


@pytest.mark.parametrize(
    "tex", [r"\frac{1", r"\nosuch x", "a_b_c", r"\begin{aligned} a"], ids=lambda tex: tex.split()[0]
)
def test_a_broken_formula_is_refused(tex: str) -> None:
    with pytest.raises(ExtensionError, match=re.escape(tex)):
        mathml(tex, block=False)


def test_lines_are_aligned_and_numbers_left_to_sphinx() -> None:
    assert mathml(r"a &= b \\ c &= d", block=True).count("<mtr>") == 2
    assert mathml(r"\begin{align}a\end{align}", block=True).find("(1)") == -1


def test_every_formula_is_typeset() -> None:
    formulas = [formula for name in PAGES for formula in article(name, "annotation").select("math")]
    assert len({str(formula) for formula in formulas}) > 300
    for formula in formulas:
        assert formula.get_text().strip()
        assert "\\" not in formula.get_text()
