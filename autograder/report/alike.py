"""Pairs of students whose answers share more than chance and common right answers explain.

What two answers share is weighed by how few of the class have it, as in the search for documents
(Sparck Jones 1972, "A statistical interpretation of term specificity"): what everybody writes says
nothing, what two of a hundred write says much. The two who are compared are not counted among those
who have a piece, or in a class of five a copy would make the original common. Pieces of the stub
count for nothing, those of the key for little. A pair is told if what is shared is a large part of
all answers of both, or nearly all of one, and not only a little. It says what is alike, not why.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from autograder.report.syntax import Pieces, pieces

ALIKE = 0.6  # of both students' weight that is shared,
ONE = 0.8  # or of a single answer's
EVIDENCE = 10.0  # weight that is shared at the least,
SHARED = 5  # and pieces that it is made of: two short answers have little to be told by
NAMED = 0.1  # of that weight which an answer must bring to be named: what all wrote is not
KEY = 0.25  # of its weight that a piece keeps if the key has it
RARE = 20  # students who have a piece, at the most, for it to bring a pair together,
TOGETHER = 3  # and how many such pieces bring it together

Answers = Mapping[str, str]
"""The texts of one student, by the names of their cells."""


@dataclass(frozen=True)
class Shared:
    """What two texts share, by weight and in pieces, and the weight that there is in both."""

    weight: float = 0.0
    most: float = 0.0
    pieces: int = 0

    def __add__(self, more: Shared) -> Shared:
        return Shared(self.weight + more.weight, self.most + more.most, self.pieces + more.pieces)

    @property
    def part(self) -> float:
        """The part that is shared."""
        return self.weight / self.most if self.most else 0.0

    def tells(self, part: float) -> bool:
        """Whether so large a part is shared, and enough to be no chance."""
        return self.part >= part and self.weight >= EVIDENCE and self.pieces >= SHARED


@dataclass(frozen=True)
class Pair:
    """Two students, how alike their answers are in all and by how much, and which of them."""

    one: str
    other: str
    alike: float
    evidence: float
    pieces: int
    answers: tuple[str, ...]
    told: bool


class Class:
    """The answers of a class, ready to be compared.

    Parameters
    ----------
    students : mapping of str to Answers
        What each wrote.
    stub, key : Answers
        What everybody was given, and the right answers.
    """

    def __init__(self, students: Mapping[str, Answers], stub: Answers, key: Answers) -> None:
        read: dict[str, Pieces] = {}  # the same text is read once
        self.of: dict[str, dict[str, Pieces]] = {
            student: {
                cell: read[text] if text in read else read.setdefault(text, pieces(text))
                for cell, text in answers.items()
            }
            for student, answers in students.items()
        }
        self.given = {cell: set(pieces(text).lines) for cell, text in stub.items()}
        self.right = {cell: set(pieces(text).lines) for cell, text in key.items()}
        self.having: dict[tuple[str, str], list[str]] = defaultdict(list)
        for student, answers in self.of.items():
            for cell, own in answers.items():
                for piece in own.lines:
                    self.having[cell, piece].append(student)

    def weight(self, cell: str, piece: str, pair: int) -> float:
        """Return what a piece counts: much if few have it, nothing if it was given.

        `pair` says how many of the two who are compared have it.
        """
        if piece in self.given.get(cell, ()):
            return 0.0
        others = len(self.having[cell, piece]) - pair
        rare = math.log((len(self.of) + 1) / (others + 1))
        return rare * (KEY if piece in self.right.get(cell, ()) else 1.0)

    def pairs(self) -> list[Pair]:
        """Return the pairs that are alike, most alike first."""
        together: Counter[tuple[str, str]] = Counter()
        for (cell, piece), students in self.having.items():
            if 1 < len(students) <= RARE and self.weight(cell, piece, 2) > 0:
                together.update(combinations(sorted(set(students)), 2))
        found = (self.compare(*pair) for pair, number in together.items() if number >= TOGETHER)
        told = [pair for pair in found if pair.told]
        return sorted(told, key=lambda p: (-p.alike, -p.evidence, p.one, p.other))

    def compare(self, one: str, other: str) -> Pair:
        """Return how alike the answers of two students are."""
        both = sorted(self.of[one].keys() & self.of[other].keys())
        shared = {cell: self._shared(cell, one, other) for cell in both}
        whole = sum(shared.values(), start=Shared())
        least = NAMED * whole.weight
        alike = [c for c in both if shared[c].part >= ALIKE and shared[c].weight > least]
        sure = any(part.tells(ONE) for part in shared.values())
        told = whole.tells(ALIKE) or sure
        return Pair(one, other, whole.part, whole.weight, whole.pieces, tuple(alike), told)

    def _shared(self, cell: str, one: str, other: str) -> Shared:
        """Return what two students share in one answer."""
        mine, yours = self.of[one][cell], self.of[other][cell]
        weight = most = 0.0
        number = 0
        for piece in mine.lines.keys() | yours.lines.keys():
            counts = mine.count(piece), yours.count(piece)
            counted = self.weight(cell, piece, sum(count > 0 for count in counts))
            weight += counted * min(counts)
            most += counted * max(counts)
            number += counted > 0 and min(counts) > 0
        return Shared(weight, most, number)

    def shared_lines(self, cell: str, one: str, other: str) -> tuple[set[int], set[int]]:
        """Return the lines of an answer, in both texts, that hold what counts and is shared."""
        mine, yours = self.of[one][cell], self.of[other][cell]
        lines: tuple[set[int], set[int]] = (set(), set())
        for piece in mine.lines.keys() & yours.lines.keys():
            if self.weight(cell, piece, 2) > 0:
                for marked, own in zip(lines, (mine, yours), strict=True):
                    for first, last in own.lines[piece]:
                        marked.update(range(first, last + 1) if last - first < 3 else ())
        return lines


def answers_of(cells: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """Return the code that answers, by the names of its cells, of a notebook's cells."""
    found = {}
    for cell in cells:
        metadata = cell.get("metadata")
        own = metadata.get("nbgrader", {}) if isinstance(metadata, Mapping) else {}
        if cell.get("cell_type") == "code" and own.get("solution"):
            source = cell.get("source", "")
            text = "".join(source) if isinstance(source, list) else str(source)
            found[str(own.get("grade_id", ""))] = text
    return found
