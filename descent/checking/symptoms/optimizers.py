"""What can be measured of a wrong optimizer that is driven; see `descent.checking.driven`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from descent.checking.driven_moves import SCALE, STILL, Moves, alike, ratios, sloped
from descent.checking.question import Numbers
from descent.checking.symptoms import factors, lengths, steps
from descent.checking.symptoms.symptom import Symptom
from descent.optimizer import Array

SMALL = ("epsilon", "decay", "small terms")
MOST = 0.75  # of the steps, that lead the other way if the sign is to blame
TELLING = 0.5  # of the moves, that a setting must change before it can be said to have no effect


def found(asked: Numbers, seen: Numbers) -> Iterator[Symptom]:
    """Yield what is true of an optimizer that was driven, what says most first."""
    moves = Moves.of(asked, seen)
    if "usual" not in moves.got:
        return
    known = list(_looked_at(moves))
    yield from known
    kinds = {symptom.kind for symptom in known} | {"factor", "first factor"}
    for symptom in known:
        left = _apart_from(symptom, moves)
        yield from (other for other in left if other.kind not in kinds)
    if not known:
        yield from steps.first_step(moves)


def _looked_at(moves: Moves) -> Iterator[Symptom]:
    for look in LOOKS:
        yield from look(moves)


def _apart_from(symptom: Symptom, moves: Moves) -> Iterator[Symptom]:
    """A second fault: what is still wrong once the sign, or a factor with a name, is mended."""
    mend = symptom.measured.get("called", ["-1"] * (symptom.kind == "first sign"))[:1]
    got = {}
    for name, there in moves.got.items():
        factor = factors.value(mend, moves.hyper[name])
        if factor is None:
            return
        got[name] = there / factor
    for other in _looked_at(replace(moves, got=got)):
        if other.kind in SMALL:
            continue  # these terms were not too long, and are mended with the rest
        said = f"Apart from that: {other.text[0].lower()}{other.text[1:]}"
        yield replace(other, text=said, measured={**other.measured, "mended": mend})


def _what_is_returned(moves: Moves) -> Iterator[Symptom]:
    due, got = moves.due["usual"], moves.got["usual"]
    memory = moves.memory.get("usual")
    step = moves.places + got  # what was returned, whatever it is
    if memory is not None and memory.shape == due.shape and alike(due, memory).all():
        yield Symptom(
            "swapped",
            "The second thing that step returns is the right place: the pair is (w, state).",
        )
    elif not any(moved.any() for moved in moves.got.values()):
        yield Symptom(
            "old place", "The place that step returns is the old one, wherever it stands."
        )
    elif (ahead := alike(due, step).all()) or alike(-due, step).all():
        what = "the step alone; it is right" if ahead else "what is to be taken away from w"
        yield Symptom(
            "the step itself",
            f"What step returns is {what}, but the place it leads to is asked for.",
            {"sign": 1 if ahead else -1},
        )


def _sign(moves: Moves) -> Iterator[Symptom]:
    if alike(-moves.due["usual"], moves.got["usual"]).all():
        yield Symptom("sign", "Every step is as long as it should be and leads the other way.")
    elif _opposite(moves) and _rests(moves):
        yield Symptom(
            "first sign", "The first step leads the other way in every coordinate that has a slope."
        )


def _rests(moves: Moves) -> bool:
    """Whether it stays where it is without a slope: what moves anyhow has a sign by luck."""
    return "flat" in moves.got and not moves.due["flat"][0].any() and not moves.got["flat"][0].any()


def _opposite(moves: Moves) -> bool:
    """Whether the first step is the wrong way round, however large the slopes are, and most are."""
    runs = ("plain", "scaled")
    if not set(runs) <= set(moves.got):
        return False
    due, got = (np.array([part[run][0, STILL + 1 :] for run in runs]) for part in
                (moves.due, moves.got))  # fmt: skip
    later = [np.sign(part["plain"][:, STILL + 1 :]) for part in (moves.due, moves.got)]
    most = np.mean(later[0] == -later[1]) > MOST
    return bool((np.sign(got) == -np.sign(due)).all() and due.all() and most)


def _second_object(moves: Moves) -> Iterator[Symptom]:
    if "again" in moves.got and not _same(moves.got["usual"], moves.got["again"]):
        yield Symptom(
            "second object",
            "A second object with the same settings does not begin as the first one did: something "
            "is remembered outside the state.",
        )


def _before_any_slope(moves: Moves) -> Iterator[Symptom]:
    """The memory starts at something else than nothing, or a place enters it."""
    if "flat" not in moves.got or moves.due["flat"].any():
        return
    flat = moves.got["flat"]
    if np.isfinite(flat[0]).all() and flat[0].any() and not alike(np.ones(1), flat[0] * 1e6).all():
        yield Symptom(
            "moves without slope",
            "It moves although no gradient has been other than zero yet: what does init return, "
            "and does anything but the gradient enter the memory?",
        )


def _small_terms(moves: Moves) -> Iterator[Symptom]:
    """Right where epsilon, or the decay, is negligible."""
    wrong = not moves.holds("usual")
    if wrong and moves.holds("other eps"):
        yield Symptom(
            "epsilon",
            "With an epsilon that is negligible every step is right: look at where epsilon is "
            "added, and to what.",
        )
    if wrong and moves.holds("other decay"):
        yield Symptom(
            "decay",
            "Without decay every step is right: look at the term of the decay.",
        )
    both = "other eps" in moves.due and "other decay" in moves.due
    alone = moves.holds("other eps") or moves.holds("other decay")
    if wrong and both and moves.holds("plain") and not alone:
        yield Symptom(
            "small terms", "Every step is right where both epsilon and the decay are negligible."
        )


def _effects(moves: Moves) -> Iterator[Symptom]:
    """Settings that change nothing though they should."""
    usual = moves.got["usual"]
    if alike(np.rint(some := usual[np.isfinite(usual)]), some).all():
        return  # a whole number stays as it is though what it was made of has changed
    for name, got in moves.got.items():
        setting = name.removeprefix("other ")
        due = moves.due[name]
        # What changes little of the right moves, as in a rule that steps by signs, tells little.
        changed = ~alike(moves.due["usual"], due)[:, sloped(due)]
        if setting == name or changed.mean() < TELLING:
            continue
        if _same(usual, got):
            before, after = moves.hyper["usual"][setting], moves.hyper[name][setting]
            yield Symptom(
                "no effect",
                f"{setting} has no effect: with {setting}={after:g} in the place of {before:g} "
                "every step stays as it is.",
                {"setting": setting, "values": [before, after]},
            )


def _still(moves: Moves) -> Iterator[Symptom]:
    due, got = moves.due["usual"][:, STILL], moves.got["usual"][:, STILL]
    if not due.any() and np.isnan(got).any():
        yield Symptom(
            "still NaN",
            "A coordinate whose gradient is zero becomes NaN: something is divided by zero there.",
        )
    elif not due.any() and not alike(np.ones_like(got), 1 + got).all():
        yield Symptom(
            "still moves", "A coordinate moves although its gradient has been zero at every step."
        )
    elif due.any() and not got.any():
        yield Symptom(
            "still stays", "A coordinate whose gradient is zero stays where it is; it should move."
        )


def _apart(moves: Moves) -> Iterator[Symptom]:
    if not {"alone", "usual"} <= set(moves.got) or not np.isfinite(moves.got["usual"]).all():
        return
    due, got = (
        bool(alike(part["usual"][:, -1:], part["alone"]).all()) for part in (moves.due, moves.got)
    )
    if due and not got:
        yield Symptom(
            "together",
            "A coordinate moves otherwise when it is alone: they influence each other. Is there a "
            "sum, mean, maximum or norm over all of w?",
        )
    elif got and not due:
        yield Symptom(
            "apart",
            "Each coordinate moves as if it were alone; in this rule their lengths count together.",
        )


def _scale(moves: Moves) -> Iterator[Symptom]:
    if not {"plain", "scaled"} <= set(moves.got):
        return
    row = ratios(moves.due["plain"], moves.due["scaled"])
    if row is None or not alike(row[:1].repeat(len(row)), row).all():
        return
    due = float(row[0])
    with np.errstate(all="ignore"):
        # Of each coordinate: one may be so far off that the others are nothing beside it.
        each = (moves.got["scaled"] / moves.got["plain"])[0, STILL + 1 :]
    if not np.isfinite(each).all() or np.allclose(each, due, rtol=1e-3):
        return
    got = float(each[0]) if np.allclose(each, each[0], rtol=1e-3) else None
    if got is None:
        became = "becomes of another length and direction"
    else:
        became = "does not change" if _is_one(got) else f"becomes {got:.3g} times as long"
    wanted = "not change" if _is_one(due) else f"become {due:.3g} times as long"
    yield Symptom(
        "scale",
        f"With gradients {SCALE:g} times as large the first step {became}; it should {wanted}.",
        {"due": due, "got": got},
    )


def _is_one(factor: float) -> bool:
    return abs(factor - 1) < 1e-3


def _other_settings(moves: Moves) -> Iterator[Symptom]:
    """Right as it is usually driven, and wrong otherwise."""
    if not moves.holds("usual") or not moves.right["usual"].all():
        return
    for name, right in moves.right.items():
        if not right.all() and name.startswith("other "):
            setting = name.removeprefix("other ")
            value = moves.hyper[name][setting]
            yield Symptom(
                "one setting",
                f"Every step is right with the usual settings, and not with {setting}={value:g}.",
                {"setting": setting, "value": value},
            )


def _same(one: Array, other: Array) -> bool:
    return bool(np.allclose(one, other, rtol=1e-12, atol=0.0, equal_nan=True))


LOOKS = (
    _what_is_returned,
    _sign,
    _second_object,
    steps.where_it_asks,
    _before_any_slope,
    lengths.one_factor,
    _small_terms,
    _effects,
    steps.one_step_late,
    steps.no_first_step,
    _still,
    _apart,
    _scale,
    steps.which_steps,
    _other_settings,
)
