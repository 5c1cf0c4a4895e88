"""By which factor the steps of a driven optimizer are too long, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from descent.checking.driven_moves import Moves, alike, ratios
from descent.checking.symptoms import factors
from descent.checking.symptoms.symptom import Symptom
from descent.optimizer import Array

WORDS = {"eps": "epsilon", "decay": "the decay"}


def one_factor(moves: Moves) -> Iterator[Symptom]:
    """One factor for all coordinates, at every step or at the first one."""
    looks: list[tuple[tuple[str, ...], str]] = [(("usual", "other "), "")]
    if ratios(moves.due["usual"], moves.got["usual"]) is None:
        looks.append((("plain",), _negligible(moves)))
    for part, kind in ((slice(None), "factor"), (slice(0, 1), "first factor")):
        for runs, but in looks:
            names = [name for name in moves.got if name.startswith(runs)]
            rows = {name: ratios(moves.due[name][part], moves.got[name][part]) for name in names}
            whole = {name: row for name, row in rows.items() if row is not None}
            if len(whole) < len(names) or not whole:
                continue
            row = next(iter(whole.values()))
            if alike(np.ones(1), row[:1]).all() or (row <= 0).any():
                continue
            yield _told(kind, row, _called(moves, whole, part), but)
            return


def _negligible(moves: Moves) -> str:
    """What the run without small terms is without, in words that end a sentence."""
    hyper = (moves.hyper[name] for name in ("usual", "plain"))
    usual, plain = ([run.get(setting) for setting in WORDS] for run in hyper)
    left = [word for word, a, b in zip(WORDS.values(), usual, plain, strict=True) if a != b]
    verb = "are" if len(left) > 1 else "is"
    return f" where {' and '.join(left)} {verb} negligible" * bool(left)


def _called(moves: Moves, rows: Mapping[str, Array], part: slice) -> list[str]:
    """What a factor is called, if it is that with other settings, too: with one it may be luck."""
    if "plain" in rows and "otherwise" in moves.got:
        row = ratios(moves.due["otherwise"][part], moves.got["otherwise"][part])
        if row is None:
            return []
        rows = {**rows, "otherwise": row}
    return factors.named([moves.hyper[name] for name in rows], [r.tolist() for r in rows.values()])


def _told(kind: str, row: Array, called: list[str], but: str) -> Symptom:
    if kind == "first factor":
        said = f"The first step is {row[0]:.4g} times as long as it should be{but}"
    elif alike(np.full(len(row), row[0]), row).all():
        said = f"Every step is {row[0]:.4g} times as long as it should be{but}"
    else:
        some = ", ".join(f"{x:.4g}" for x in row[:3])
        said = f"The steps are {some}, ... times as long as they should be{but}"
    names = [name for name in called if name not in factors.PLAIN][:2]
    said += f": that is {' or '.join(names)}." if names else ", in the right direction."
    measured = {"factors": row.tolist(), "called": called[:2], "plain": bool(but)}
    return Symptom(kind, said, measured)
