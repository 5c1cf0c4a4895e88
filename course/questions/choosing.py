"""The questions of the assignment on choosing: schedules, clips, decay, and how to tune."""

from __future__ import annotations

from course.mistakes.choosing import clipped as debug
from course.mistakes.choosing import clipping as clips
from course.mistakes.choosing import decay as decays
from course.mistakes.choosing import restarts as parts
from course.mistakes.choosing import schedules
from course.mistakes.choosing import tuning as mistakes
from course.questions.settings import calls, entry, seen
from course.questions.settings import choosing as settings
from course.questions.settings.treated_runs import REMEDIES, RUNS, clipped_run, first_aid
from course.task import Setting, Task
from solutions import (
    Clipped,
    Decoupled,
    Scheduled,
    WithL2,
    clip_by_norm,
    clip_by_value,
    cosine,
    step_decay,
    tuned_rate,
    warm_restarts,
    warm_up,
)

TASKS = [
    Task(
        name="step_decay",
        kind="function",
        reference=step_decay,
        visible=[
            calls(
                "two schedules, at eight places each",
                0.5,
                [[0.8, 0.4, 3], [2.5, 0.9, 1]],  # lr above and below `every`
                at=settings.EARLY,
            )
        ],
        hidden=settings.schedules(0.5, settings.step_decay, 25),
        misconceptions=schedules.STEP_DECAY,
        hint="Write down the rates for every = 3: three are equal, and k = 3 has the fourth.",
    ),
    Task(
        name="cosine",
        kind="function",
        reference=cosine,
        visible=[
            calls(
                "two schedules, on the way down and beyond its end",
                0.5,
                [[0.8, 6, 0.2], [0.4, 3, 0.1]],
                at=settings.EARLY,
            )
        ],
        hidden=settings.schedules(0.5, settings.cosine, 25),
        misconceptions=schedules.COSINE,
        hint="Three rates tell: that at k = 0, that half-way, and that long after the end.",
    ),
    Task(
        name="warm_restarts",
        kind="function",
        reference=warm_restarts,
        visible=[
            calls(
                "two schedules, through three restarts",
                0.5,
                [[0.8, 2, 2, 0.2], [3.5, 2, 3, 2.4]],  # lowest below and above `first`
                at=[0, 1, 2, 3, 5, 6, 8, 12, 13, 14, 17, 30, 3],
            )
        ],
        hidden=settings.schedules(0.5, settings.restarts, 50),
        misconceptions=parts.WARM_RESTARTS,
        hint="Two numbers are enough at any k: how long the present run is, and how far into it.",
    ),
    Task(
        name="warm_up",
        kind="function",
        reference=warm_up,
        visible=[
            calls(
                "on the way up, and what follows",
                0.25,
                [[0.8, 4, {"rates": [0.7, 0.5, 0.3, 0.2, 0.1]}], [0.5, 2, settings.FALLING]],
                at=settings.EARLY,
            ),
            calls("when nothing follows", 0.25, [[0.8, 4], [0.6, 1]], at=settings.EARLY),
        ],
        hidden=settings.schedules(0.5, settings.warm_up, 25),
        misconceptions=parts.WARM_UP,
        hint="Write down the first rate and the last one of the climb, and the k of each.",
    ),
    Task(
        name="Scheduled",
        kind="optimizer",
        reference=Scheduled,
        visible=seen(
            (0.5, 0.25, 0.25),
            {"rule": settings.echo(lr=0.3), "schedule": settings.FALLING},
            {"rule": settings.echo(lr=0.3, share=0.7), "schedule": {"rates": [0.2, 0.15, 0.05]}},
            {"rule": settings.echo(lr=0.3, share=0.2, ahead=0.05), "schedule": settings.FALLING},
        ),
        hidden=settings.wrapped(
            0.5, schedule=lambda r: {"rates": r.uniform(0.02, 0.2, 9).tolist()}
        ),
        misconceptions=parts.SCHEDULED,
        hint="Print k and the rate at each of the first three steps.",
    ),
    Task(
        name="clip_by_norm",
        kind="function",
        reference=clip_by_norm,
        visible=[
            calls(
                "long, short and zero gradients",
                0.25,
                [[[3.0, 4.0], 2.0], [[0.3, -0.4], 1.0], [[0.0, 0.0], 0.5], [[0.0, -3.0], 2.0]],
            ),
            calls("a matrix", 0.25, [[[[1.0, -2.0], [2.0, 4.0]], 1.5]]),
        ],
        hidden=settings.gradients,
        misconceptions=clips.BY_NORM,
        hint="Three gradients tell: a long one, a short one, and zero.",
    ),
    Task(
        name="clip_by_value",
        kind="function",
        reference=clip_by_value,
        visible=[
            calls(
                "two gradients, one of them a matrix",
                0.5,
                [[[3.0, -0.5, -4.0], 2.0], [[[0.3, -0.9], [0.5, 0.1]], 0.4], [[0.2, 0.1], 1.0]],
            )
        ],
        hidden=settings.gradients,
        misconceptions=clips.BY_VALUE,
        hint="Each number is treated by itself; what becomes of -4 if 2 is the most?",
    ),
    Task(
        name="Clipped",
        kind="optimizer",
        reference=Clipped,
        visible=seen(
            (0.5, 0.25, 0.25),
            {"rule": settings.echo(), "clip": {"squash": 1.0}},
            {"rule": settings.echo(lr=0.2, share=0.4, ahead=0.3), "clip": {"squash": 2.0}},
            {"rule": settings.echo(lr=0.3, share=0.2, ahead=0.2), "clip": {"squash": 1.5}},
        ),
        hidden=settings.wrapped(0.5, clip=lambda r: {"squash": r.uniform(0.5, 1.5)}),
        misconceptions=debug.CLIPPED,
        hint="Follow one gradient from grad into the step: where is it cut?",
    ),
    Task(
        name="clipped_bug",
        kind="value",
        reference="D",
        visible=[Setting("the bug you found", 0.5, {})],
        misconceptions=debug.CLIPPED_BUG,
        choices=("A", "B", "C", "D"),
    ),
    Task(
        name="clipped_run",
        kind="value",
        reference=clipped_run,
        visible=[Setting("your prediction, against the run", 1, {})],
        misconceptions=debug.CLIPPED_RUN,
        choices=("settles", "swings", "flies off"),
    ),
    Task(
        name="WithL2",
        kind="optimizer",
        reference=WithL2,
        visible=seen(
            (0.25, 0.25, 0.25),
            {"rule": settings.echo(), "decay": 0.3},
            {"rule": settings.echo(lr=0.2, share=0.4, ahead=0.3), "decay": 0.2},
            {"rule": settings.echo(lr=0.1, share=0.2, ahead=0.2), "decay": 0.7},
        ),
        hidden=settings.wrapped(0.25, decay=lambda r: r.uniform(0.1, 0.9)),
        misconceptions=decays.WITH_L2,
        hint="What is the gradient of decay w^2 / 2, and at which place is it asked for?",
    ),
    Task(
        name="Decoupled",
        kind="optimizer",
        reference=Decoupled,
        visible=seen(
            (0.25, 0.25, 0.25),
            {"rule": settings.echo(), "decay": 0.3},
            {"rule": settings.echo(lr=0.2, share=0.4, ahead=0.3), "decay": 0.2},
            {"rule": settings.echo(lr=0.15, share=0.2, ahead=0.2), "decay": 0.7},
        ),
        hidden=settings.wrapped(0.25, decay=lambda r: r.uniform(0.1, 0.9)),
        misconceptions=decays.DECOUPLED,
        hint="Let the rule step as if there were no decay. What is left to be taken away?",
    ),
    Task(
        name="tuned_rate",
        kind="tuner",
        reference=tuned_rate,
        visible=[
            settings.search("ten times the lowest loss, or less", 0.5, 10, [1.0, 30.0]),
            settings.search("three times the lowest loss", 0.5, 3, [1.0, 30.0]),
            settings.search("one and a half times the lowest loss", 0.5, 1.5, [1.0, 30.0]),
        ],
        hidden=settings.unseen_search,
        misconceptions=mistakes.TUNED_RATE,
        hint="Print each rate that you try and its loss: how many of the twenty were any use?",
    ),
    Task(
        name="first_aid",
        kind="value",
        reference=first_aid,
        visible=[entry(name, 0.5, choices=list(REMEDIES)) for name in RUNS],
        misconceptions=mistakes.FIRST_AID,
    ),
    Task(
        name="fair_comparison",
        kind="essay",
        reference=None,
        visible=[Setting("read by a person", 1.5, {})],
    ),
]
