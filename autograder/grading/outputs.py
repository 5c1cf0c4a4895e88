"""What stands below a cell of a graded notebook: text and pictures that cannot act."""

from __future__ import annotations

import base64
from typing import Any

from autograder.grading.picture import Picture
from autograder.grading.replies import clean

PNG = b"\x89PNG\r\n\x1a\n"
MOST_IN_ALL = 8 << 20  # characters that all cells of a notebook may show
MOST = 20_000  # characters, and a hundredth of the bytes, that one output may bring


def graded(
    report: str,
    score: float,
    drawn: Picture | None = None,
    mistake: str = "",
    bonus: bool = False,
    stopped: bool = False,
) -> list[dict[str, Any]]:
    """Return a grade cell's outputs: the words, a picture if there is one, and the number.

    The number's metadata name the mistake, and say if the answer had to be stopped.

    nbgrader refuses a cell's result that is above its maximum, which is 0 for a bonus: there the
    number is shown, and `SaveGrades` takes it from the metadata.
    """
    found = [_stream(report + "\n")]
    if drawn:
        found.append(_picture("image/svg+xml", drawn.svg, drawn.alt))
    number: dict[str, Any] = {"data": {"text/plain": repr(float(score))}}
    own: dict[str, Any] = {"mistake": mistake}
    if stopped:
        own["stopped"] = True
    if bonus:
        own["bonus"] = float(score)
        number["output_type"] = "display_data"
    else:
        number |= {"output_type": "execute_result", "execution_count": None}
    return [*found, {**number, "metadata": {"descent": own}}]


def ruled(
    found: list[dict[str, Any]], points: float, sentence: str, ruling: str, bonus: bool = False
) -> list[dict[str, Any]]:
    """Return a grade cell's outputs with other points and the sentence that says why.

    Parameters
    ----------
    found : list of dict
        As `graded` made them.
    points : float
        What the question earns.
    sentence : str
        Stands below the report.
    ruling : str
        What the gradebook keeps of it.
    bonus : bool
        Whether the points come on top of the maximum.
    """
    said, *pictures, number = found
    own = number["metadata"]["descent"]
    report = said["text"].rstrip("\n") + f"\n  {sentence}"
    made = graded(report, points, mistake=own["mistake"], bonus=bonus)
    made[-1]["metadata"]["descent"]["ruling"] = ruling
    return [made[0], *pictures, made[-1]]


def earned(found: list[dict[str, Any]]) -> float:
    """Return the points in a grade cell's outputs."""
    return float(found[-1]["data"]["text/plain"])


def shown(items: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return a student's own outputs as text and pictures that cannot act."""
    found: list[dict[str, Any]] = []
    for item in items:
        png = item.get("png")
        if "error" in item:
            words = f"{item['error']}: {item.get('text', '')}"
            found.append(_stream(clean(words, MOST) + "\n"))
        elif "stream" in item:
            found.append(_stream(clean(str(item["stream"]), MOST)))
        elif isinstance(png, str) and len(png) < 100 * MOST and _is_png(png):
            found.append(_picture("image/png", png, "A picture that your notebook drew."))
        else:
            found.append(_stream(clean(str(item.get("text", "")), MOST) + "\n"))
    return found


def size(found: list[dict[str, Any]]) -> int:
    """Return how many characters outputs take in a notebook, nearly."""
    return len(str(found))


def too_much() -> list[dict[str, Any]]:
    """Return what stands in the place of outputs when a notebook has shown enough."""
    return [_stream(f"Not shown: the cells have shown more than {MOST_IN_ALL >> 20} MB in all.\n")]


def _is_png(text: str) -> bool:
    try:
        return base64.b64decode(text, validate=True).startswith(PNG)
    except ValueError:
        return False


def _stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def _picture(kind: str, drawn: str, alt: str) -> dict[str, Any]:
    return {
        "output_type": "display_data",
        "data": {kind: drawn, "text/plain": alt},
        "metadata": {kind: {"alt": alt}},
    }
