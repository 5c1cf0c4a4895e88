"""Usual mistakes with schedules in parts, and with the optimizer that follows one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import cos, pi

from course.mistakes.choosing.schedules import FROM_ONE, SCHEDULES
from course.mistakes.common.changed import changed
from course.mistakes.common.wordings import HALF_COSINE
from course.mistakes.common.wrappers import around
from course.task import Misconception
from solutions import Scheduled, cosine, warm_restarts, warm_up

CLIMB = "choosing#warm-up"

anew = partial(changed, warm_restarts)
climb = partial(changed, warm_up)
follow = partial(changed, Scheduled)

NEXT = "since, length = since - length, factor * length"


def mirrored(
    lr: float, first: int, factor: float = 2, lowest: float = 0.0
) -> Callable[[int], float]:
    """Let a cosine go on by itself, down and up again."""
    return lambda k: lowest + (lr - lowest) * (1 + cos(pi * k / first)) / 2


WARM_RESTARTS = [
    Misconception(
        "no restart",
        "The rate falls once and stays low: after `first` updates it begins at lr again.",
        SCHEDULES,
        lambda lr, first, factor=2, lowest=0.0: cosine(lr, first, lowest),
    ),
    Misconception(
        "a cosine that goes on by itself",
        "The rate climbs back as slowly as it fell; a restart is a jump to lr.",
        SCHEDULES,
        mirrored,
    ),
    Misconception(
        "runs of equal length",
        "Each run should be `factor` times as long as the one before.",
        SCHEDULES,
        anew((NEXT, "since = since - length")),
    ),
    Misconception(
        "runs that grow by a sum",
        "Each run should be `factor` times as long as the one before; here `first` is added.",
        SCHEDULES,
        anew(("factor * length", "first + length")),
    ),
    Misconception(
        "one restart only",
        "After the second run nothing begins anew: an `if` looks once, and there may be many runs "
        "behind k.",
        SCHEDULES,
        anew(("while since", "if since")),
    ),
    Misconception(
        "the length changed before it was taken off",
        "From k first take the length of the run that is over; only then is the next one longer.",
        SCHEDULES,
        anew((NEXT, "length *= factor; since -= length")),
    ),
    Misconception(
        "restarts one update late",
        "The update at which a run would reach `lowest` is the first one of the next run.",
        SCHEDULES,
        anew(("since >= length", "since > length")),
    ),
    Misconception(
        "counted from the very beginning",
        "Inside a run what counts is how many updates it is old, not k.",
        SCHEDULES,
        anew(("pi * since", "pi * k")),
    ),
    Misconception(
        "k counted from 1",
        FROM_ONE,
        SCHEDULES,
        anew(("= k", "= k + 1")),
    ),
    Misconception(
        "a lower top after each restart",
        "Each restart goes back to lr itself; here the top shrinks.",
        SCHEDULES,
        anew((NEXT, NEXT + "; lr_now = lr_now / factor"), ("= k", "= k; lr_now = lr"),
             ("lowest + (lr -", "lowest + (lr_now -")),
    ),
    Misconception(
        "the lowest rate ignored",
        "Each run falls towards 0; it should fall towards `lowest`.",
        SCHEDULES,
        anew(("lowest + (lr - lowest)", "lr")),
    ),
    Misconception(
        "the half forgotten",
        HALF_COSINE,
        SCHEDULES,
        anew((") / 2", ")")),
    ),
]  # fmt: skip

WARM_UP = [
    Misconception(
        "a first rate of 0",
        "At k = 0 the rate is 0, and the first update is wasted: the first of the `steps` stairs "
        "is lr / steps.",
        CLIMB,
        climb(("(k + 1)", "k")),
    ),
    Misconception(
        "from 0 to the top in one update less",
        "The climb begins at 0. It should begin at lr / steps; the last of the `steps` updates is "
        "at lr.",
        CLIMB,
        climb(("(k + 1) / steps", "k / max(steps - 1, 1)")),
    ),
    Misconception(
        "the top one update early",
        "The climb has `steps` stairs of lr / steps; divided by steps - 1 it ends above lr.",
        CLIMB,
        climb(("(k + 1) / steps", "(k + 1) / max(steps - 1, 1)")),
    ),
    Misconception(
        "never quite at the top",
        "The last update of the climb should be at lr itself; dividing by steps + 1 stays below.",
        CLIMB,
        climb(("(k + 1) / steps", "(k + 1) / (steps + 1)")),
    ),
    Misconception(
        "one stair too many",
        "The climb has `steps` updates, k = 0 to steps - 1; here k = steps is one more, above lr.",
        CLIMB,
        climb(("k < steps", "k <= steps")),
    ),
    Misconception(
        "no end of the climb",
        "After `steps` updates the climb is over; here it goes on.",
        CLIMB,
        climb(("k < steps", "True")),
    ),
    Misconception(
        "what follows is not counted from its own beginning",
        "What follows begins at its own k = 0; here it has missed its first `steps` updates.",
        CLIMB,
        climb(("then(k - steps)", "then(k)")),
    ),
    Misconception(
        "what follows begins one update late",
        "The first update after the climb has k = steps, and is the one of `then` at 0.",
        CLIMB,
        climb(("then(k - steps)", "then(k - steps + 1)")),
    ),
    Misconception(
        "what follows is ignored",
        "After the climb the rate stays at lr, although `then` says what it should be.",
        CLIMB,
        climb(("then is None", "True")),
    ),
    Misconception(
        "what follows must be given",
        "Without `then` the rate stays at lr; here None is called.",
        CLIMB,
        climb(("lr if then is None else then", "then")),
    ),
    Misconception(
        "nothing left when nothing follows",
        "Without `then` the rate stays at lr; here it is 0.",
        CLIMB,
        climb(("return lr if", "return 0.0 if")),
    ),
    Misconception(
        "what follows multiplied by lr",
        "The rate itself is what `then` gives, not a share of lr.",
        CLIMB,
        climb(("else then", "else lr * then")),
    ),
    Misconception(
        "what follows during the climb",
        "On the way up the rate is lr (k + 1) / steps; here `then` is multiplied in as well.",
        CLIMB,
        climb(("return lr * (k + 1) / steps",
               "return lr * (k + 1) / steps * (1 if then is None else then(k) / lr)")),
    ),
]  # fmt: skip

SCHEDULED = [
    Misconception(
        "k counted from 1",
        "The first step is made at schedule(0): init starts the count at 0, and it grows after "
        "the step.",
        SCHEDULES,
        follow(("init(w), 0", "init(w), 1")),
    ),
    Misconception(
        "the count never grows",
        "Every step is made at schedule(0): hand k + 1 on in the state.",
        SCHEDULES,
        follow(("state.k + 1", "state.k")),
    ),
    Misconception(
        "the schedule ignored",
        "Every step is made at the rule's own rate; its lr is to be replaced by the schedule's.",
        SCHEDULES,
        follow(("rule = replace(self.rule, lr=self.schedule(state.k))", "rule = self.rule")),
    ),
    Misconception(
        "the schedule as a factor",
        "A schedule of this course gives the rate itself; here it multiplies the rule's own, as "
        "torch's LambdaLR does.",
        SCHEDULES,
        follow(("self.schedule(state.k)", "self.rule.lr * self.schedule(state.k)")),
    ),
    Misconception(
        "the rule's other settings lost",
        "A new rule is made from the rate alone, so that its other settings are back at their "
        "defaults: dataclasses.replace keeps them.",
        SCHEDULES,
        follow(("replace(self.rule, lr=", "type(self.rule)(lr=")),
    ),
    Misconception(
        "the rule's memory lost",
        "The rule begins with an empty memory at every step: hand on what its step returned.",
        SCHEDULES,
        follow(("ScheduledState(inner,", "ScheduledState(self.rule.init(w),")),
    ),
    Misconception(
        "the frozen rule written to",
        "A rule keeps its settings for good, as two runs may share it. Make a new one: "
        "replace(self.rule, lr=...).",
        SCHEDULES,
        follow(
            (
                "rule = replace(self.rule, lr=self.schedule(state.k))",
                "rule = self.rule; rule.lr = self.schedule(state.k)",
            )
        ),
    ),
    Misconception(
        "the whole state handed to the rule",
        "The rule knows only its own memory, state.inner; here it gets k as well.",
        SCHEDULES,
        follow(("grad, state.inner)", "grad, state)")),
    ),
    *around(Scheduled, SCHEDULES),
]
