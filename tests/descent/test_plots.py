"""Pictures can be read by everyone: on both backgrounds, by ear, and side by side on one page."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pytest

from descent import losses, minimize, plots
from descent.loss import Loss
from solutions import GradientDescent, Momentum

BACKGROUNDS = ("#ffffff", "#121212")
ALT = 'A path that is "<steep> & long".'


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one: str, other: str) -> float:
    """Contrast ratio, https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def picture(name: str, steps: int = 20) -> plots.Picture:
    loss = losses.ravine() if name == "contours" else losses.bowl()
    runs = {
        "gradient descent": minimize(GradientDescent(lr=0.015), loss, steps=steps),
        "momentum": minimize(Momentum(lr=0.1), loss, steps=steps),
    }
    if name == "loss_curves":
        return plots.loss_curves(runs, ALT)
    if name == "curves":
        lines = {run: (np.arange(1, 1 + len(of.losses)), of.losses) for run, of in runs.items()}
        return plots.curves(lines, ALT, x="step", y="loss", logarithmic="xy", title="Look here")
    draw = {"contours": plots.contours, "slope": plots.slope, "places": plots.places}[name]
    return draw(loss, runs, ALT, title="Look here")


@cache
def drawn(name: str, steps: int = 20) -> str:
    return picture(name, steps).svg()


KINDS = ("contours", "slope", "places", "loss_curves", "curves")


def ids(svg: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', svg)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colour", plots.COLOURS)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_colours_are_seen_on_both_backgrounds(colour: str, background: str) -> None:
    assert contrast(colour, background) >= 3


def test_colours_and_styles_never_repeat_as_a_pair_too_soon() -> None:
    assert len(plots.STYLES) == len(plots.COLOURS) + 1


@pytest.mark.parametrize("kind", KINDS)
class TestSvg:
    def test_is_an_image_with_its_description(self, kind: str) -> None:
        root = ElementTree.fromstring(drawn(kind))
        assert root.get("role") == "img"
        assert root.get("aria-label") == ALT

    def test_same_figure_gives_the_same_bytes(self, kind: str) -> None:
        one = picture(kind)
        assert one.svg() == one.svg() == drawn(kind)

    def test_ink_is_that_of_the_page(self, kind: str) -> None:
        svg = drawn(kind)
        assert "#000000" not in svg
        assert "currentColor" in svg

    def test_shares_no_id_with_another_figure(self, kind: str) -> None:
        one, other = ids(drawn(kind)), ids(drawn(kind, steps=21))
        assert one
        assert len(set(one)) == len(one)
        assert not set(one) & set(other)

    def test_uses_only_its_own_ids(self, kind: str) -> None:
        svg = drawn(kind)
        used = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg)
        assert used
        assert {a or b for a, b in used} == set(ids(svg))

    def test_leaves_the_page_alone(self, kind: str) -> None:
        assert "<style" not in drawn(kind)

    def test_is_small(self, kind: str) -> None:
        assert len(drawn(kind)) < 80_000

    def test_text_is_text(self, kind: str) -> None:
        words = "".join(ElementTree.fromstring(drawn(kind)).itertext())
        assert "gradient descent" in words
        assert kind == "loss_curves" or "Look here" in words


@pytest.mark.parametrize("name", [n for n, make in losses.CATALOGUE.items() if make().start.ndim])
def test_every_landscape_can_be_drawn(name: str) -> None:
    loss = losses.CATALOGUE[name]()
    run = minimize(GradientDescent(lr=1e-3), loss, steps=50)
    assert len(plots.contours(loss, {"run": run}, ALT).svg()) < 80_000


def test_numbers_in_text_keep_their_digits() -> None:
    run = minimize(GradientDescent(), losses.bowl(), steps=3)
    svg = plots.places(losses.bowl(), {"lr = 0.01234": run}, ALT).svg()
    assert "lr = 0.01234" in svg


def test_png_is_made_too() -> None:
    bundle = picture("slope")._repr_mimebundle_()
    assert bundle["image/png"][:4] == b"\x89PNG"
    assert bundle["text/plain"] == ALT


@pytest.mark.parametrize("alt", ["", "  \n"])
def test_a_picture_needs_a_description(alt: str) -> None:
    with pytest.raises(ValueError, match="needs a description"):
        plots.places(losses.bowl(), {}, alt)


@pytest.mark.parametrize(
    ("draw", "loss"),
    [
        (plots.contours, losses.bowl()),
        (plots.slope, losses.ravine()),
        (plots.places, losses.ravine()),
    ],
)
def test_the_number_of_variables_must_fit(draw: object, loss: Loss) -> None:
    with pytest.raises(ValueError, match="variable"):
        draw(loss, {}, ALT)  # type: ignore[operator]


def test_a_run_that_diverges_can_be_drawn() -> None:
    loss = losses.bowl()
    gone = minimize(GradientDescent(lr=50.0), loss, steps=2000)
    assert gone.diverged
    for draw in (plots.slope, plots.places):
        assert draw(loss, {"gone": gone}, ALT).svg()
    assert plots.loss_curves({"gone": gone}, ALT).svg()


def test_a_window_can_be_narrowed() -> None:
    near = dataclasses.replace(losses.ravine(), window=((-1.0, 1.0), (-0.1, 0.1)))
    assert plots.contours(near, {}, ALT).svg()


def test_places_that_no_run_joins_are_drawn_without_a_line() -> None:
    places = [(1.0, 2.0), (-3.0, 1.0), (4.0, -1.0)]
    (axes,) = plots.contours(losses.ravine(), {}, ALT, points={"tried": places}).figure.axes
    (tried,) = [line for line in axes.lines if line.get_label() == "tried"]
    assert tried.get_linestyle() == "None"
    assert np.transpose(tried.get_data()).tolist() == [list(place) for place in places]
