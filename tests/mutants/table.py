"""The table of all mutants, question by question, and whether the bars are met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.mutants.judged import Judged

FORM = "{:<24}{:>9}{:>10}{:>9}{:>10}{:>8}{:>9}{:>8}{:>8}{:>7}"
HEAD = "question mutants different killed survived cause symptom error untold false"


@dataclass(frozen=True)
class Row:
    """What became of the mutants of one question."""

    question: str
    mutants: int
    killed: int
    survived: int
    told: Mapping[str, int]
    false: int

    @property
    def line(self) -> str:
        """The row as a line of text."""
        told = [self.told.get(how, 0) for how in ("cause", "symptom", "error", "")]
        numbers = [self.mutants, self.killed + self.survived, self.killed, self.survived, *told]
        return FORM.format(self.question, *numbers, self.false)


def row(question: str, found: Sequence[Judged]) -> Row:
    """Count what became of some mutants."""
    fates = Counter(m.fate for m in found)
    told = Counter(m.told for m in found if m.fate == "killed")
    false = sum(len(m.false) for m in found)
    return Row(question, len(found), fates["killed"], fates["survived"], told, false)


def heading() -> str:
    """Return the names of the columns."""
    return FORM.format(*HEAD.split())


def totals(found: Sequence[Judged]) -> str:
    """Return the row of all questions, and the shares that the bars are on."""
    total = row("all", found)
    different = total.killed + total.survived
    told = total.killed - total.told.get("", 0)
    return (
        f"{total.line}\n"
        f"killed {total.killed / different:.2%} of what is different, "
        f"told {told / total.killed:.2%} of what is killed, {total.false} false statements"
    )
