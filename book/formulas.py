"""TeX as MathML, which browsers draw by themselves: for the site, and for pages of feedback."""

from __future__ import annotations

import re

from math_core import LatexError, LatexToMathML

CONVERTER = LatexToMathML(fancy_error=False)
# Sphinx numbers equations; an environment that would do so too gets its starred form.
NUMBERING = re.compile(r"\\(begin|end)\{(equation|align|gather|multline|alignat|flalign)\}")

# Small and raised as an exponent a prime is a speck; the font's own stands as high as it should.
PRIMED = re.compile("<msup>(<mi[^>]*>[^<]+</mi>)<mo>([\u2032\u2033\u2034])</mo></msup>")


class FormulaError(ValueError):
    """TeX that is wrong, or means nothing to the converter."""


def mathml(tex: str, block: bool) -> str:
    r"""Return a formula as a `<math>` element.

    >>> mathml("w^2", block=False)
    '<math><msup><mi>w</mi><mn>2</mn></msup></math>'
    >>> mathml("f'", block=False)
    '<math><mrow><mi>f</mi><mo lspace="0" rspace="0">\u2032</mo></mrow></math>'
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
        drawn = CONVERTER.convert_with_local_state(tex, displaystyle=block)
    except LatexError as error:
        raise FormulaError(f"no formula: {tex}: {error}") from error
    return PRIMED.sub(r'<mrow>\1<mo lspace="0" rspace="0">\2</mo></mrow>', drawn)
