"""Pictures of figures: drawn once, and in few colours."""

from __future__ import annotations

import io
from base64 import b64encode
from typing import Any

import numpy as np
from PIL import Image

COLOURS = 64  # as many as a plot needs; with them it is a third as large

AS_JUPYTER = {"fmt": "png", "bbox_inches": "tight", "base64": True}


def draw_once() -> None:
    """Have figures shown inline drawn once, where matplotlib draws them twice.

    A picture is cut to what is on it, and matplotlib draws all of it a first time to learn where
    that ends. Here the margins are cut off the one drawing.
    """
    from IPython.core import pylabtools
    from matplotlib import rcParams

    stock: Any = pylabtools.print_figure

    def print_figure(figure: Any, *given: Any, **asked: Any) -> Any:
        known = hasattr(figure.canvas, "buffer_rgba") and (figure.axes or figure.lines)
        if not known or given or asked != AS_JUPYTER:
            return stock(figure, *given, **asked)
        figure.canvas.draw()
        inches = figure.get_tightbbox(figure.canvas.get_renderer())
        room = rcParams["savefig.pad_inches"]
        drawn = _cut(figure, inches.transformed(figure.dpi_scale_trans), room * figure.dpi)
        if drawn is None:
            return stock(figure, **{**asked, "bbox_inches": inches.padded(room)})
        return b64encode(drawn).decode()

    pylabtools.print_figure = print_figure  # type: ignore[assignment]


def _cut(figure: Any, box: Any, room: float) -> bytes | None:
    """Return the part of a drawn figure in a box, with room around it; None if that is not all."""
    whole = Image.fromarray(np.asarray(figure.canvas.buffer_rgba()))
    if min(box.x0, box.y0, whole.width - box.x1, whole.height - box.y1) < 0:
        return None
    left, right = round(box.x0 - room), round(box.x1 + room)
    above, below = round(whole.height - box.y1 - room), round(whole.height - box.y0 + room)
    around = tuple(round(255 * part) for part in figure.get_facecolor())
    shown = Image.new("RGBA", (right - left, below - above), around)
    shown.paste(whole, (-left, -above))
    return _png(shown)


def smaller(png: bytes) -> bytes:
    """Return a picture in few colours, if it is smaller so."""
    try:
        picture = Image.open(io.BytesIO(png))
        return png if picture.mode == "P" else min(_png(picture), png, key=len)
    except Exception:  # whatever was displayed as a picture
        return png


def _png(picture: Image.Image) -> bytes:
    small = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(small, "PNG")
    return small.getvalue()
