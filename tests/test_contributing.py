"""What CONTRIBUTING.md says of adding a question or an optimizer, walked in a scratch copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COPIED = ("chapters", "course", "descent", "solutions", "autograder", "book", "tests")
FILES = ("environment.mk", "pyproject.toml", "conftest.py", "CONTRIBUTING.md", "_config.yml")
NAME = "running_average_lr"  # a function of the key that no question asks for

EXERCISE = f"""
## And back

The paper has the heavy ball at the rate `lr`, and your library the running average. Which rate?

```{{code-cell}} ipython3
:answer: {NAME}

from solutions.momentum import {NAME}
```

```{{code-cell}} ipython3
:grade: {NAME}

check({NAME})
```
"""
MISTAKES = f"""

{NAME.upper()} = [
    Misconception("the same rate back", "The two velocities differ.", TWO, lambda lr, beta: lr),
    Misconception("the way there again", SETTLES, TWO, lambda lr, beta: lr * (1 - beta)),
    Misconception("divided by beta, back", SETTLES, TWO, lambda lr, beta: lr / beta),
    Misconception("beta for 1 - beta, back", SETTLES, TWO, lambda lr, beta: lr * beta),
]
"""
TASK = f"""
    Task(
        name="{NAME}",
        kind="function",
        reference={NAME},
        visible=[calls("two pairs of rate and beta", 1, [[0.1, 0.9], [2.0, 0.75]])],
        hidden=_unseen_rates,
        misconceptions=rates.{NAME.upper()},
        hint="Read the conversion from right to left.",
    ),
]
"""
RIGHT = f"""
RIGHT["{NAME}"] = [
    lambda lr, beta: lr / (1 - beta),
    lambda lr, beta: np.divide(lr, 1 - beta),
    lambda lr, beta: lr * (1 - beta) ** -1,
    lambda lr, beta: float(lr) / float(1.0 - beta),
    lambda lr, beta: lr + lr * beta / (1 - beta),
    lambda lr, beta: np.float64(lr) * (1 + beta / (1 - beta)),
]
"""

KEY = '''"""Steps of one length: only the sign of each slope counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class SignDescent:
    """Step by the sign of the gradient.

    Rule, for t = 1, 2, ...::

        w_t = w_{t-1} - lr sign(g(w_{t-1}))

    Parameters
    ----------
    lr : float, default 0.1
        Learning rate (eta), in units of w; at least 0.
    """

    lr: float = 0.1

    def init(self, w: Array) -> None:
        """Return the memory before the first step: none is needed."""
        return None

    def step(self, w: Array, grad: Gradient, state: None) -> tuple[Array, None]:
        """Return the next place, shaped like `w`, and the (empty) memory."""
        return w - self.lr * np.sign(grad(w)), None
'''
# What each table that CONTRIBUTING names has before the row, and the row.
ROWS = {
    "tests/solutions/test_optimizers.py": ("RULES = (", "\n    solutions.SignDescent(0.03),"),
    "tests/solutions/test_toy_example.py": (
        "ROWS = {",
        """
    "sign descent": Row(
        key.SignDescent(0.125),
        lambda: [max(1 - t * Fraction(1, 8), Fraction(0)) for t in range(STEPS + 1)],
    ),""",
    ),
    "tests/benchmarks/step.py": ("\nROWS = (", "\n    Row(key.SignDescent(), 0),"),
    "book/pages/methods.py": (
        "METHODS = (",
        """
    Method("SignDescent", "gradient", "", "where gradients are compressed"),""",
    ),
    "tests/book/test_methods.py": ("KNOWN = {", '\n    "SignDescent": (0, True, False, False),'),
}


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def run(scratch: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=scratch,
        env={**os.environ, "PYTHONPATH": str(scratch)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def checked(scratch: Path, *names: str) -> subprocess.CompletedProcess[str]:
    files = [f"tests/course/test_{name}.py" for name in names]
    chosen = f"{NAME} or enough or golden or fresh"
    return run(scratch, "pytest", "-q", "-n", "0", "-k", chosen, *files)


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    for name in (*COPIED, *FILES):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return folder


def test_the_steps_are_those_that_are_walked() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = text.partition("## Add a question")[2].partition("\n## ")[0]
    assert re.findall(r"`([\w/]+/)`", steps) == [
        "chapters/exercises/", "course/questions/", "course/mistakes/", "course/mistakes/common/",
        "tests/course/right/",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_question_is_added_as_the_steps_say(scratch: Path) -> None:
    with (scratch / "chapters" / "exercises" / "momentum.md").open("a") as file:
        file.write(EXERCISE)
    questions = scratch / "course" / "questions" / "momentum.py"
    edited(questions, "eta_max, heavy_ball_lr\n", f"eta_max, heavy_ball_lr, {NAME}\n")
    questions.write_text(questions.read_text().rstrip().removesuffix("]").rstrip() + TASK)
    with (scratch / "course" / "mistakes" / "momentum" / "rates.py").open("a") as file:
        file.write(MISTAKES)
    before = run(scratch, "autograder", "golden")
    assert before.returncode == 0, before.stderr
    assert re.findall(r"wrote .*/(\S+)", before.stdout) == ["momentum.json"]
    missing = checked(scratch, "right_answers")
    assert missing.returncode == 1
    assert "test_every_question_has_enough_right_answers" in missing.stdout
    with (scratch / "tests" / "course" / "right" / "momentum.py").open("a") as file:
        file.write(RIGHT)
    done = checked(scratch, "mistakes", "right_answers", "golden")
    assert done.returncode == 0, done.stdout
    counted = run(scratch, "autograder", "points")
    assert re.search(r"^momentum +9 +20 ", counted.stdout, re.M), counted.stdout


def test_the_tables_of_an_optimizer_are_those_that_are_walked() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = text.partition("## Add an optimizer")[2].partition("\n## ")[0]
    rows = steps.partition("**Its rows**")[2].partition("\n3. ")[0]
    assert re.findall(r"`([\w/]+\.py)`", rows) == list(ROWS)


@pytest.mark.slow
def test_an_optimizer_is_added_as_the_steps_say(scratch: Path) -> None:
    (scratch / "solutions" / "sign_descent.py").write_text(KEY, encoding="utf-8")
    exports = scratch / "solutions" / "__init__.py"
    edited(exports, '"""\n\n', '"""\n\nfrom solutions.sign_descent import SignDescent\n')
    edited(exports, "__all__ = [", '__all__ = [\n    "SignDescent",')
    sorted_by = run(scratch, "ruff", "check", "--fix", "solutions")
    assert sorted_by.returncode == 0, sorted_by.stdout
    walked = ["tests/solutions/test_optimizers.py", "tests/solutions/test_toy_example.py",
              "tests/solutions/test_oracles_record.py", "tests/benchmarks/test_step.py",
              "tests/book/test_methods.py"]  # fmt: skip
    chosen = "SignDescent or every_optimizer or holds_what or sign"
    missing = run(scratch, "pytest", "-q", "-n", "0", "-k", chosen, *walked)
    assert missing.stdout.count("FAILED") == 4, missing.stdout
    assert missing.stdout.count("every_optimizer") >= 4
    for path, (before, row) in ROWS.items():
        edited(scratch / path, before, before + row)
    done = run(scratch, "pytest", "-q", "-n", "0", "-k", chosen, *walked)
    assert done.returncode == 0, done.stdout
    calls = scratch / "tests" / "oracles" / "calls.py"
    edited(calls, "TORCH = (", 'TORCH = (\n    "Sign(lr=0.1)",')
    recorded = run(scratch, "pytest", "-q", "-n", "0", "-k", "holds_what", walked[2])
    assert recorded.returncode == 1
    assert "test_the_record_holds_what_calls_names" in recorded.stdout
