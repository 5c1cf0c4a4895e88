"""TeX as MathML, which browsers draw by themselves: for the site, and for pages of feedback."""

from __future__ import annotations

import re

from math_core import LatexError, LatexToMathML

CONVERTER = LatexToMathML(fancy_error=False)
# Sphinx numbers equations; an environment that would do so too gets its starred form.
NUMBERING = re.compile(r"\\(begin|end)\{(equation|align|gather|multline|alignat|flalign)\}")


class FormulaError(ValueError):
    """TeX that is wrong, or means nothing to the converter."""


def mathml(tex: str, block: bool) -> str:
    r"""Return a formula as a `<math>` element.

    >>> mathml("w^2", block=False)
    '<math><msup><mi>w</mi><mn>2</mn></msup></math>'
    >>> mathml(r"\oops", block=False)
    Traceback (most recent call last):
    ...
    book.formulas.FormulaError: no formula: \oops: ...

    Raises
    ------
    FormulaError
        If `tex` is wrong or means nothing to the converter.
    """
    tex = NUMBERING.sub(r"\\\1{\2*}", tex.strip())
    if r"\\" in tex and r"\begin" not in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    try:
        return CONVERTER.convert_with_local_state(tex, displaystyle=block)
    except LatexError as error:
        raise FormulaError(f"no formula: {tex}: {error}") from error
