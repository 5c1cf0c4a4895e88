"""A table of `class.toml` of which every entry is asked for by name and kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

MEANT: Mapping[Any, str] = {
    str: 'a text, as "ann"',
    bool: "true or false",
    int: "a whole number",
    (int, float): "a number",
    list: 'a list, as ["momentum"]',
    dict: "a table",
    (list, dict): "a table for each one, as [[extension]]",
    date: "a date without quotation marks, as 2027-04-12T23:59:00+02:00",
}


class ClassSettingsError(ValueError):
    """Something in `class.toml` that cannot be meant; the message names it."""


class Table:
    """A table of TOML of which every entry is asked for by name and kind."""

    def __init__(self, entries: Mapping[str, Any], where: str) -> None:
        self.entries, self.where, self.asked = entries, where, set[str]()

    def get(self, name: str, kinds: type | tuple[type, ...], usual: Any = ...) -> Any:
        """Return an entry, or what is usual; raise if it must be there or is of another kind."""
        self.asked.add(name)
        if name not in self.entries and usual is not ...:
            return usual
        if name not in self.entries:
            raise ClassSettingsError(f"{self.where}{name} is missing")
        found = self.entries[name]
        if not isinstance(found, kinds) or (isinstance(found, bool) and kinds is not bool):
            raise self._unfit(name, MEANT[kinds])
        return found

    def _unfit(self, name: str, meant: str) -> ClassSettingsError:
        found = self.entries[name]
        said = f'"{found}"' if isinstance(found, str) else str(found)
        return ClassSettingsError(f"{self.where}{name} cannot be {said}: it is {meant}")

    def number(self, name: str, usual: Any = ..., most: float = float("inf")) -> float:
        """Return a number that is not below 0."""
        found = self.get(name, (int, float), usual)
        if not 0 <= found <= most:
            bounds = f"from 0 to {most:g}" if most < float("inf") else "of at least 0"
            raise self._unfit(name, f"a number {bounds}")
        return float(found)

    def whole(self, name: str, usual: Any = ...) -> int:
        """Return a whole number that is not below 0."""
        self.get(name, int, usual)
        return int(self.number(name, usual))

    def names(self, name: str, known: Collection[str] = ()) -> list[str]:
        """Return a list of names, each among those that are known."""
        found = self.get(name, list, [])
        for one in found:
            self.check(one, known, name)
        return [str(one) for one in found]

    def check(self, one: Any, known: Collection[str], name: str) -> str:
        """Return a name if it is one that is known."""
        if not isinstance(one, str) or (known and one not in known):
            near = get_close_matches(str(one), known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
            raise ClassSettingsError(f"{self.where}{name}: {one!r} is unknown; {hint}")
        return one

    def done(self) -> None:
        """Raise if there is an entry that nobody asked for."""
        for name in self.entries:
            if name not in self.asked:
                self.check(name, sorted(self.asked), "an entry")
