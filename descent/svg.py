"""The SVG that matplotlib writes, made a third of its size: no finer than a screen shows."""

from __future__ import annotations

import math
import re
from itertools import pairwise

INK = "#000000"
Point = tuple[int, int]  # tenths of a point, of which 72 are an inch
CLOSE = 0.5  # tenths that a line may stray from the places it went through


def tidy(svg: str, mark: str) -> str:
    """Shorten a figure: black becomes the page's ink, and its names begin with `mark`."""
    return re.sub(r"<\w[^>]*>", lambda tag: _tag(tag[0], mark), svg)


def _tag(tag: str, mark: str) -> str:
    # Only names that are hashes are used inside the file.
    tag = re.sub(r' id="(?!m[0-9a-f]{6}|p[0-9a-f]{6}|[0-9a-f]{10})[^"]*"', "", tag)
    tag = re.sub(r'( id="|href="#|url\(#)', rf"\g<1>{mark}-", tag)
    tag = re.sub(rf"(stroke|fill): {INK}", r"\1: currentColor", tag)
    # Letters are those of the text around; DejaVu, by which they were laid out, is wider than most.
    tag = re.sub(r" font-family: 'DejaVu Sans'(?:, sans-serif)?;?", "", tag)
    # So the digits of 10^-3 follow one another, not the places of wider ones.
    tag = re.sub(r'(<tspan) x="(?!0")[^"]*"', r"\1", tag)
    tag = re.sub(r' transform="rotate\(-?0 [^"]*"', "", tag)
    tag = re.sub(r' (?:x|y)="[^"]*"', lambda numbers: _short(numbers[0]), tag)
    return re.sub(r' d="([^"]*)"', lambda found: f' d="{_path(found[1])}"', tag)


def _short(numbers: str) -> str:
    numbers = re.sub(r"\d+\.\d+", lambda n: f"{float(n[0]):.1f}".removesuffix(".0"), numbers)
    return re.sub(r"\s*([A-Zz])\s*", r"\1", numbers)


def _path(path: str) -> str:
    """Return a path of straight lines by its steps, which are shorter to write than its places."""
    if not re.fullmatch(r"[MLz\d.\s-]*", path):
        return _short(path)  # curves, of letters and dots
    return "".join(_line(line) for line in re.findall(r"M[^M]*", path))


def _line(line: str) -> str:
    numbers = [round(10 * float(number)) for number in re.findall(r"-?[\d.]+", line)]
    places = _straight([*zip(numbers[::2], numbers[1::2], strict=True)])
    steps = "".join(_pair(x - a, y - b) for (a, b), (x, y) in pairwise(places))
    start = _pair(*places[0]).lstrip()
    return f"M{start}{'l' * bool(steps)}{steps.lstrip()}{'z' * ('z' in line)}"


def _straight(places: list[Point]) -> list[Point]:
    """Leave out the places that a line straight to a later one still goes through."""
    kept, passed = places[:1], list[Point]()
    for place, then in pairwise(places[1:]):
        passed.append(place)
        if not all(_is_between(one, kept[-1], then) for one in passed):
            kept.append(place)
            passed = []
    return kept + places[1:][-1:]


def _is_between(one: Point, start: Point, end: Point) -> bool:
    """Whether a place is close to the line from `start` to `end`, and not outside of its ends."""
    (x, y), (u, v) = ((p[0] - start[0], p[1] - start[1]) for p in (one, end))
    length = math.hypot(u, v)
    if not length:
        return one == start
    near = abs(u * y - v * x) <= CLOSE * length
    return near and -CLOSE * length <= u * x + v * y <= length * (length + CLOSE)


def _pair(x: int, y: int) -> str:
    return "".join(number if number[0] == "-" else f" {number}" for number in map(_tenth, (x, y)))


def _tenth(number: int) -> str:
    text = f"{number / 10:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
