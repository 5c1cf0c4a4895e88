"""Charts as SVG: drawn in the colours of the page, with what they show said in words."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from autograder.integration.scores import QuestionCount

WIDTH, HEIGHT, FOOT = 640, 150, 30  # of columns, in the units of the drawing
BAR, LEFT = 22, 190  # of a row of shares: its height, and the room for its name


def columns(counts: Sequence[tuple[str, int]], what: str) -> Markup:
    """Return a column for each count.

    Parameters
    ----------
    counts : sequence of (str, int)
        Names below the columns, and their heights.
    what : str
        What is counted, for whoever does not see it.
    """
    tallest = max([*(n for _, n in counts), 1])
    step = WIDTH / max(len(counts), 1)
    drawn = Markup("")
    for place, (name, number) in enumerate(counts):
        height = (HEIGHT - FOOT - 15) * number / tallest
        x, y = place * step, HEIGHT - FOOT - height
        middle = x + step / 2
        drawn += Markup(
            '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
            '<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>'
            '<text class="quiet" x="{:.1f}" y="{}" text-anchor="middle">{}</text>'
        ).format(
            *(x + 2, y, step - 4, height, middle, y - 4, number),
            *(middle, HEIGHT - FOOT + 16, name),
        )
    line = Markup('<path class="axis" d="M0 {0}H{1}"/>').format(HEIGHT - FOOT, WIDTH)
    words = "; ".join(f"{name}: {number}" for name, number in counts)
    return _drawing(f"A chart of {what}. {words}.", HEIGHT, drawn + line)


def shares(questions: Sequence[QuestionCount]) -> Markup:
    """Return a bar for each question: who had all, some and none of its points."""
    drawn, words = Markup(""), []
    for place, question in enumerate(questions):
        y, x = place * BAR, float(LEFT)
        drawn += Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(
            LEFT - 8, y + 15, question.question
        )
        for name, number in (
            ("full", question.all),
            ("some", question.some),
            ("none", question.none),
        ):
            width = (WIDTH - LEFT) * number / max(question.number, 1)
            drawn += Markup(
                '<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>'
            ).format(name, x, y + 3, width, BAR - 6)
            x += width
        words.append(
            f"{question.question}: all points {question.all}, some {question.some}, "
            f"none {question.none}"
        )
    what = f"A chart of the points in each question. {'; '.join(words)}."
    return _drawing(what, max(len(questions) * BAR, 1), drawn)


def _drawing(words: str, height: int, drawn: Markup) -> Markup:
    return Markup('<svg role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>').format(
        words, WIDTH, height, drawn
    )
