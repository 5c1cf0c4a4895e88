"""What honest students hand in: each with the mark that a teacher would give, written down before.

A row says what was done to a right notebook, what is handed in, the points that are due, and what
the feedback says of it. The kinds were met by people who took the course, or stand in the trackers
of nbgrader, otter, Colab and VS Code.
"""

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

Cell = dict[str, Any]
Notebook = dict[str, Any]
Edit = Callable[[Notebook], None]
FULL = 25  # points of the assignment on momentum
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


def atop(line: str) -> Any:
    """Return what puts a line on top of an answer's cell."""

    def edit(nb: Notebook) -> None:
        cell = nb["cells"][named(nb, "Momentum-answer")]
        cell["source"] = f"{line}\n{cell['source']}"

    return edited(edit)


def within(name: str, change: Callable[[str], str]) -> Any:
    """Return what changes the text of a cell."""

    def edit(nb: Notebook) -> None:
        cell = nb["cells"][named(nb, name)]
        cell["source"] = change(cell["source"])

    return edited(edit)


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


def imports_helper(line: str) -> Edit:
    def edit(nb: Notebook) -> None:
        cell = nb["cells"][named(nb, "Momentum-answer")]
        cell["source"] = f"{line}\n{cell['source']}"

    return edit


def beside(line: str, files: dict[str, bytes]) -> Any:
    """Return what hands in files beside a notebook that uses them."""

    def made(right: Notebook, _: Notebook) -> dict[str, bytes]:
        nb = copy.deepcopy(right)
        imports_helper(line)(nb)
        given = {
            name.replace("__", "/").replace("_dot_", "."): text for name, text in files.items()
        }
        return {"momentum.ipynb": written(nb), **given}

    return made


HONEST: dict[str, Honest] = {
    # A line that is harmless in every Jupyter, in an answer's cell.
    "shell": Honest(atop("!ls"), says="Programs cannot be started while grading"),
    "shell pip": Honest(atop("!pip install -q numpy"), says="Programs cannot be started"),
    "magic pip": Honest(atop("%pip install -q numpy"), says="Programs cannot be started"),
    "shell kept": Honest(atop("files = !ls"), says="Programs cannot be started"),
    "cd": Honest(atop("%cd /content")),
    "cd here": Honest(atop("%cd .")),
    "widget": Honest(atop("%matplotlib widget")),
    "inline": Honest(atop("%matplotlib inline")),
    "subprocess": Honest(atop("import subprocess; subprocess.run(['ls'])")),
    "subprocess output": Honest(atop("import subprocess; subprocess.check_output(['ls'])")),
    "install if missing": Honest(
        atop("try:\n    import seaborn_zz\nexcept ImportError:\n    !pip install seaborn_zz")
    ),
    "system": Honest(atop("import os; os.system('clear')")),
    "breakpoint": Honest(atop("breakpoint()")),
    "quit": Honest(within("Momentum-answer", lambda text: f"{text}\nquit()")),
    "time": Honest(atop("%time 1 + 1")),
    "autoreload": Honest(atop("%load_ext autoreload\n%autoreload 2")),
    "help": Honest(within("Momentum-answer", lambda text: f"{text}\nnp.zeros?")),
    "surrogate": Honest(atop('print("\\ud83d\\ude00 done", "\\ud83d")')),
    "many prints": Honest(atop("for i in range(100_000): print(i)")),
    # Cells that were changed, merged, split, moved.
    "helper in setup": Honest(edited(helper_in_setup), says="what you added stands beside it"),
    "answer in check": Honest(edited(answer_in_check(True)), says="The cell Momentum is not to be"),
    "merged": Honest(edited(answer_in_check(False)), says="The cell Momentum is not to be changed"),
    "blank in check": Honest(within("Momentum", lambda text: f"{text}  \n\n")),
    "comment in check": Honest(within("Momentum", lambda text: f"# now\n{text}")),
    "split": Honest(edited(split)),
    "below stub": Honest(edited(moved("Momentum-answer"))),
    "above stub": Honest(edited(moved("Momentum-answer", after=False)), 25 - 6, "Momentum: 0 of 6"),
    "below check": Honest(edited(moved("Momentum")), says="found at the end of the notebook"),
    "at the end": Honest(edited(moved("end")), says="found at the end of the notebook"),
    "copied to the end": Honest(edited(moved("end", metadata=True))),
    "stub copied after": Honest(edited(stub_after(metadata=True))),
    "backwards": Honest(edited(backwards), says="another order"),
    "setup last": Honest(edited(setup_last), says="another order"),
    "check first": Honest(edited(checks_first), says="another order"),
    "nameless": Honest(edited(nameless), says="dropped the notebook"),
    "no ids": Honest(edited(idless), says="dropped the notebook"),
    "markdown answer": Honest(edited(markdown_answer), says="had become a markdown cell"),
    "all in one": Honest(edited(in_one)),
    "picture": Honest(edited(picture_anywhere), says="data:image/png;base64"),
    # Files.
    "downloaded twice": Honest(
        lambda right, stub: {"momentum.ipynb": written(stub), "momentum (1).ipynb": written(right)},
        says="momentum (1).ipynb was graded in the place of momentum.ipynb",
    ),
    "copy and scratch": Honest(
        lambda right, _: {
            "momentum-Copy1.ipynb": written(right),
            "scratch.ipynb": json.dumps(nbformat.v4.new_notebook()).encode(),
        },
        says="momentum-Copy1.ipynb was graded",
    ),
    "two names": Honest(
        lambda right, stub: {"final.ipynb": written(right), "momentum-Copy1.ipynb": written(stub)},
        says="final.ipynb was graded",
    ),
    "other name": Honest(called("homework.ipynb"), says="homework.ipynb was graded"),
    "blanks": Honest(called("my momentum final.ipynb"), says="was graded"),
    "folder": Honest(called("hw3/momentum.ipynb"), says="hw3/momentum.ipynb was graded"),
    "zip": Honest(called("momentum.zip", zipped("momentum.ipynb")), says="momentum.zip/"),
    "zip of a folder": Honest(called("hw.zip", zipped("hw/momentum.ipynb")), says="hw.zip/hw/"),
    "capitals": Honest(called("momentum.IPYNB"), says="momentum.IPYNB was graded"),
    "txt": Honest(called("momentum.ipynb.txt"), says="momentum.ipynb.txt was graded"),
    "json": Honest(called("momentum.ipynb.json"), says="momentum.ipynb.json was graded"),
    "percent script": Honest(called("momentum.py", script("py:percent")), says="momentum.py was"),
    "light script": Honest(called("momentum.py", script("py:light")), says="momentum.py was"),
    "myst": Honest(called("momentum.md", script("md:myst")), says="momentum.md was graded"),
    "utf-16": Honest(called("momentum.ipynb", encoded("utf-16"))),
    "bom": Honest(called("momentum.ipynb", encoded("utf-8-sig"))),
    "zeros": Honest(called("momentum.ipynb", encoded("utf-8", b"\0" * 4096))),
    "format 3": Honest(called("momentum.ipynb", old_format)),
    "helper module": Honest(beside("import mymom", {"mymom.py": b"x = 1\n"})),
    "helper package": Honest(
        beside("from tools import mymom", {"tools/__init__.py": b"", "tools/mymom.py": b"x = 1"})
    ),
    "data file": Honest(beside("np.loadtxt('rates.csv')", {"rates.csv": b"0.1\n0.2\n"})),
    "helper that shadows": Honest(beside("import random", {"random.py": b"1 / 0"})),
    # Essays: what a person reads has to be in view and open.
    "essays": Honest(edited(essays("in"), "interview.ipynb"), GRADED, "", "interview", (*ANSWERS,)),
    "essays below": Honest(
        edited(essays("below"), "interview.ipynb"), GRADED, "in a cell of its own", "interview",
        (*ANSWERS,),
    ),
    "essays above": Honest(
        edited(essays("above"), "interview.ipynb"), GRADED, "in a cell of its own", "interview",
        (*ANSWERS,),
    ),
    "essays in the questions": Honest(
        edited(essays("question"), "interview.ipynb"), GRADED, "stands beside it", "interview",
        (*ANSWERS,),
    ),
    "essays retyped": Honest(
        edited(without_prompt, "interview.ipynb"), GRADED, "in a cell of its own", "interview",
        (*ANSWERS,),
    ),
    "essays nameless": Honest(
        edited(essays_nameless, "interview.ipynb"), GRADED, "dropped the notebook", "interview",
        (*ANSWERS,),
    ),
    "essay with picture": Honest(
        edited(essay_with_picture, "interview.ipynb"), GRADED, "data:image/png;base64",
        "interview", (*ANSWERS,),
    ),
    # What earns nothing, and is told why.
    "another assignment": Honest(
        lambda right, stub: {"momentum.ipynb": written(stub["other"])}, 0, "is it another one?"
    ),
    "cut short": Honest(called("momentum.ipynb", lambda nb: written(nb)[:5000]), 0, "cut short"),
    "conflict": Honest(
        called("momentum.ipynb", lambda nb: b"{\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> x\n}"),
        0, "merge conflict",
    ),
    "pdf": Honest(called("momentum.ipynb", lambda nb: b"%PDF-1.7"), 0, "it is a PDF"),
    "empty": Honest(called("momentum.ipynb", lambda nb: b""), 0, "it is empty"),
    "nothing": Honest(lambda right, stub: {"notes.txt": b"sorry"}, 0, "There is no momentum.ipynb"),
}  # fmt: skip
