"""A slip: how a mistake changes the key's text, whichever rule's text it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from course.mistakes.common.changed import changed, source_text
from course.task import Misconception

Change = tuple[str, str]


@dataclass(frozen=True)
class Slip:
    """A mistake that fits every rule whose text holds what it changes.

    `ways` are sets of changes, of which a rule gets the first that fits it; ``{inner}`` in them is
    what stands under the root that epsilon is added to. Without a `section` the one on the rule
    itself is to be read.
    """

    name: str
    feedback: str
    ways: Sequence[Sequence[Change]]
    section: str = ""

    def made(self, reference: Any, section: str) -> list[Misconception]:
        """Return it as a mistake with one rule, or nothing if it does not fit."""
        text = source_text(reference)
        root = re.search(r"np\.sqrt\((.+)\) \+ self\.eps", text)
        under = root[1] if root else ""
        for way in self.ways:
            changes = [
                (old.replace("{inner}", under), new.replace("{inner}", under)) for old, new in way
            ]
            if all(old in text for old, _ in changes):
                answer = changed(reference, *changes)
                read = self.section or section
                return [Misconception(self.name, self.feedback, read, answer)]
        return []
