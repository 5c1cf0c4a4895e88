"""One statement on an answer, with what was measured."""

from __future__ import annotations

from dataclasses import dataclass, field

from descent.checking.question import Numbers


@dataclass(frozen=True)
class Symptom:
    """What was measured of a wrong answer.

    Attributes
    ----------
    kind : str
        What sort of statement it is, such as "factor" or "no effect".
    text : str
        The statement, in the student's words.
    measured : mapping
        The figures and names it holds, by which it can be measured again.
    """

    kind: str
    text: str
    measured: Numbers = field(default_factory=dict)
