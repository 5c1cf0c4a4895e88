"""What becomes of a right notebook in editors, browsers and hands; the rows are in `honest.py`."""

from __future__ import annotations

import base64
import copy
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jupytext
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.helpers.worth import FULL

Cell = dict[str, Any]
Notebook = dict[str, Any]
Edit = Callable[[Notebook], None]
ESSAYS = 6  # points of the interview that a person gives; the rest is the grader's
GRADED = 9
PNG = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
).decode()


@dataclass(frozen=True)
class Honest:
    """One submission: files by name, what it earns, what is said, and which essays stay open."""

    files: Callable[[Notebook, Notebook], dict[str, bytes]]
    points: float = FULL
    says: str = ""
    assignment: str = "momentum"
    essays: tuple[str, ...] = ()


def named(nb: Notebook, name: str) -> int:
    """Return the place of a cell."""
    found = (i for i, cell in enumerate(nb["cells"]) if own(cell).get("grade_id") == name)
    return next(found)


def own(cell: Cell) -> dict[str, Any]:
    """Return what nbgrader wrote into a cell."""
    found: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return found


def code(source: str) -> Cell:
    """Return a plain code cell."""
    return dict(new_code_cell(source))


def words(source: str) -> Cell:
    """Return a plain cell of text."""
    return dict(new_markdown_cell(source))


def written(nb: Notebook) -> bytes:
    """Return a notebook as Jupyter saves it."""
    return json.dumps(nb).encode()


def edited(edit: Edit, name: str = "momentum.ipynb") -> Any:
    """Return what hands in a right notebook after an edit."""

    def files(right: Notebook, _: Notebook) -> dict[str, bytes]:
        nb = copy.deepcopy(right)
        edit(nb)
        return {name: written(nb)}

    return files


def called(name: str, content: Callable[[Notebook], bytes] = written) -> Any:
    """Return what hands in a right notebook under another name, or in another form."""
    return lambda right, _: {name: content(right)}


def within(name: str, change: Callable[[str], str]) -> Any:
    """Return what changes the text of a cell."""

    def edit(nb: Notebook) -> None:
        cell = nb["cells"][named(nb, name)]
        cell["source"] = change(cell["source"])

    return edited(edit)


def atop(line: str) -> Any:
    """Return what puts a line on top of an answer's cell."""
    return within("Momentum-answer", lambda text: f"{line}\n{text}")


def take(nb: Notebook, name: str) -> Cell:
    """Take a cell out."""
    cell: Cell = nb["cells"].pop(named(nb, name))
    return cell


def helper_in_setup(nb: Notebook) -> None:
    setup, answer = (nb["cells"][named(nb, n)] for n in ("setup", "Momentum-answer"))
    setup["source"] += "\n\ndef helper(x):\n    return x\n"
    answer["source"] += "\nhelper(1)\n"


def answer_in_check(stub: bool) -> Edit:
    def edit(nb: Notebook) -> None:
        answer = nb["cells"][named(nb, "Momentum-answer")]
        check = nb["cells"][named(nb, "Momentum")]
        check["source"] = f"{answer['source']}\n\n{check['source']}"
        if stub:
            answer["source"] = nb["stub"]
        else:
            nb["cells"].remove(answer)

    return edit


def split(nb: Notebook) -> None:
    place = named(nb, "heavy_ball_lr-answer")
    nb["cells"].insert(place, code("def twice(x):\n    return 2 * x"))


def moved(to: str, after: bool = True, metadata: bool = False) -> Edit:
    """Return what leaves the stub where it was, and puts the answer into a cell elsewhere."""

    def edit(nb: Notebook) -> None:
        answer = nb["cells"][named(nb, "Momentum-answer")]
        new = copy.deepcopy(answer) if metadata else code(answer["source"])
        new["id"] = "elsewhere"
        answer["source"] = nb["stub"]
        place = len(nb["cells"]) if to == "end" else named(nb, to) + after
        nb["cells"].insert(place, new)

    return edit


def stub_after(metadata: bool) -> Edit:
    def edit(nb: Notebook) -> None:
        place = named(nb, "Momentum-answer")
        copied = copy.deepcopy(nb["cells"][place])
        copied["source"], copied["id"] = nb["stub"], "copied"
        if not metadata:
            copied["metadata"] = {}
        nb["cells"].insert(place + 1, copied)

    return edit


def backwards(nb: Notebook) -> None:
    nb["cells"].reverse()


def setup_last(nb: Notebook) -> None:
    nb["cells"].append(take(nb, "setup"))


def checks_first(nb: Notebook) -> None:
    nb["cells"].insert(2, take(nb, "Momentum"))


def nameless(nb: Notebook) -> None:
    for cell in nb["cells"]:
        cell["metadata"] = {}
    nb["metadata"] = {}


def idless(nb: Notebook) -> None:
    nameless(nb)
    nb["nbformat_minor"] = 4
    for cell in nb["cells"]:
        cell.pop("id", None)


def markdown_answer(nb: Notebook) -> None:
    cell = nb["cells"][named(nb, "Momentum-answer")]
    cell["cell_type"] = "markdown"
    for name in ("outputs", "execution_count"):
        cell.pop(name, None)


def in_one(nb: Notebook) -> None:
    answers = [c for c in nb["cells"] if str(own(c).get("grade_id")).endswith("-answer")]
    whole = "\n\n".join(cell["source"] for cell in answers)
    nb["cells"] = [c for c in nb["cells"] if c not in answers]
    nb["cells"].insert(named(nb, "Momentum"), code(whole))


def without_prompt(nb: Notebook) -> None:
    for name in ("explain_noise", "explain_warm_up", "explain_decay"):
        place = named(nb, name)
        nb["cells"][place] = words(ANSWERS[name])


ANSWERS = {
    "explain_noise": "The noise of a few samples does not fade near the minimum.",
    "explain_warm_up": "At first the second moment is known from a few gradients only.",
    "explain_decay": "The penalty is divided by the root of v, the decay is not.",
}


def essays(place: str) -> Edit:
    """Return what writes the essays: in their cells, below or above them, or in the questions."""

    def edit(nb: Notebook) -> None:
        for name, text in ANSWERS.items():
            cell, question = (nb["cells"][named(nb, n)] for n in (name, f"{name}-question"))
            cell["source"] = text if place == "in" else "YOUR ANSWER HERE"
            if place == "in":
                continue
            if place == "question":
                question["source"] += f"\n\n{text}"
            else:
                nb["cells"].insert(named(nb, name) + (place == "below"), words(text))

    return edit


def essays_nameless(nb: Notebook) -> None:
    essays("in")(nb)
    nameless(nb)


def essay_with_picture(nb: Notebook) -> None:
    essays("in")(nb)
    cell = nb["cells"][named(nb, "explain_noise")]
    cell["source"] += "\n\n![derivation](attachment:derivation.png)"
    cell["attachments"] = {"derivation.png": {"image/png": PNG}}


def picture_anywhere(nb: Notebook) -> None:
    pasted = words("![sketch](attachment:sketch.png) and ![lost](attachment:lost.png)")
    pasted["attachments"] = {"sketch.png": {"image/png": PNG}}
    nb["cells"].insert(3, pasted)


def zipped(name: str) -> Callable[[Notebook], bytes]:
    def content(nb: Notebook) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, written(nb))
            archive.writestr("__MACOSX/._momentum.ipynb", b"\0\5\26\7")
        return out.getvalue()

    return content


def script(fmt: str) -> Callable[[Notebook], bytes]:
    return lambda nb: str(jupytext.writes(nbformat.from_dict(nb), fmt=fmt)).encode()


def encoded(encoding: str, end: bytes = b"") -> Callable[[Notebook], bytes]:
    return lambda nb: json.dumps(nb, ensure_ascii=False).encode(encoding) + end


def old_format(nb: Notebook) -> bytes:
    return json.dumps(nbformat.convert(nbformat.from_dict(nb), 3)).encode()


def beside(line: str, files: dict[str, bytes]) -> Any:
    """Return what hands in files beside a notebook that uses them."""
    notebook = atop(line)
    return lambda right, stub: {**notebook(right, stub), **files}
