"""What honest students hand in: each with the mark that a teacher would give, written down before.

A row says what was done to a right notebook, what is handed in, the points that are due, and what
the feedback says of it. The kinds were met by people who took the course, or stand in the trackers
of nbgrader, otter, Colab and VS Code.
"""

from __future__ import annotations

import json

import nbformat

from tests.helpers.honest_edits import (
    ANSWERS,
    GRADED,
    Honest,
    answer_in_check,
    atop,
    backwards,
    beside,
    called,
    checks_first,
    edited,
    encoded,
    essay_with_picture,
    essays,
    essays_nameless,
    helper_in_setup,
    idless,
    in_one,
    markdown_answer,
    moved,
    nameless,
    old_format,
    picture_anywhere,
    script,
    setup_last,
    split,
    stub_after,
    within,
    without_prompt,
    written,
    zipped,
)
from tests.helpers.worth import FULL, WORTH

WITHOUT = FULL - WORTH["Momentum"]

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
    "above stub": Honest(edited(moved("Momentum-answer", after=False)), WITHOUT, "0 of 3"),
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
