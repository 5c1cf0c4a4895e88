"""Comparing what was seen with what was due, and saying in words where they part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from descent.question import Case, Mistake, Numbers, Question

# Wide enough for float32 and for another order of summation. Every named mistake is told apart
# from a right answer by more than this (tests/autograder/test_mistakes.py).
RELATIVE = 1e-5
ABSOLUTE = 1e-6


@dataclass(frozen=True)
class Finding:
    """What one case showed."""

    case: Case
    seen: Numbers
    trouble: str

    @property
    def right(self) -> bool:
        """Whether nothing was wrong."""
        return not self.trouble

    @property
    def earned(self) -> float:
        """The points of the case, or none; a case without due numbers is for the grader."""
        return self.case.points if self.right and self.case.expected else 0.0

    @property
    def mark(self) -> str:
        """One word for the report."""
        if self.right and not self.case.expected:
            return "noted"
        return "right" if self.right else "wrong"


@dataclass(frozen=True)
class Verdict:
    """What all cases of a question showed, with the mistake that explains them if one does."""

    question: Question
    findings: tuple[Finding, ...]
    mistake: Mistake | None

    @property
    def score(self) -> float:
        """Points earned: the sum over the cases, starting from 0."""
        return float(sum(finding.earned for finding in self.findings))

    @property
    def right(self) -> bool:
        """Whether every case was right."""
        return all(finding.right for finding in self.findings)

    def report(self, scope: str = "") -> str:
        """Return the verdict in words; `scope` says which points the first line counts."""
        q = self.question
        if all(finding.mark == "noted" for finding in self.findings):
            return f"{q.name}: noted. The grader decides over its {q.points:g} points."
        lines = [f"{q.name}: {self.score:g} of {q.points:g} points{scope}"]
        if self.mistake:
            lines += [
                f"  This looks like: {self.mistake.name}.",
                f"  {self.mistake.says}",
                f"  Read: {self.mistake.section}",
            ]
        told = False
        for finding in self.findings:
            lines.append(f"  [{finding.mark}] {finding.case.title}")
            if finding.trouble and not told:
                # One case in full is enough, and the first is the simplest.
                lines += ["      " + line for line in finding.trouble.splitlines()]
                told = True
        return "\n".join(lines)


def judge(question: Question, seen: Sequence[Numbers]) -> Verdict:
    """Return the verdict on what was seen, one entry a case in their order."""
    pairs = list(zip(question.cases, seen, strict=True))
    findings = tuple(
        Finding(case, numbers, _trouble(question, case, numbers)) for case, numbers in pairs
    )
    mistake = None
    if not all(finding.right for finding in findings):
        mistake = next(
            (
                known
                for known in question.mistakes
                if all(
                    known.name in case.wrong and _alike(case.wrong[known.name], numbers)
                    for case, numbers in pairs
                )
            ),
            None,
        )
    return Verdict(question, findings, mistake)


def _trouble(question: Question, case: Case, seen: Numbers) -> str:
    """What is wrong with what was seen, in words; empty if nothing is."""
    if "error" in seen:
        return _error(seen["error"])
    if "path" in case.expected:
        return _path_trouble(case, seen)
    if "values" in case.expected:
        return _values_trouble(case, seen)
    return _value_trouble(question, case, seen)


def _error(error: Numbers) -> str:
    if error["kind"] == "NotImplementedError":
        return "not answered yet"
    if error["kind"] in ("Unfit", "Stopped"):
        return str(error["text"])
    said = f"your code stopped with {error['kind']}: {error['text']}"
    return said + (f"\nin the line: {error['line']}" if error["line"] else "")


def _path_trouble(case: Case, seen: Numbers) -> str:
    due, got = np.array(case.expected["path"]), np.array(seen["path"], dtype=float)
    parted = _first_parting(due, got)
    if parted is not None:
        settings = ", ".join(f"{name}={value:g}" for name, value in case.inputs["hyper"].items())
        return (
            f"with {settings} the path parts at step {parted} of {len(due) - 1}\n"
            f"expected w = {_show(due[parted])}\n"
            f"got      w = {_show(got[parted])}"
        )
    if "kept" not in case.expected:
        return ""
    if not seen["kept"]:
        return "the numbers are right, but step changed the array w that it was given"
    if seen["asked"] != case.expected["asked"]:
        return (
            f"the numbers are right, but grad was called {seen['asked']} times "
            f"where {case.expected['asked']} are enough"
        )
    return ""


def _values_trouble(case: Case, seen: Numbers) -> str:
    due, got = np.array(case.expected["values"]), np.array(seen["values"], dtype=float)
    for arguments, right, given in zip(case.inputs["arguments"], due, got, strict=True):
        if not _close(right, given):
            shown = ", ".join(f"{argument:.6g}" for argument in arguments)
            return f"for the arguments ({shown}): expected {right:.6g}, got {given:.6g}"
    return ""


def _value_trouble(question: Question, case: Case, seen: Numbers) -> str:
    given, choices = seen["value"], " or ".join(f'"{choice}"' for choice in question.choices)
    if given is None:
        return f"not answered yet: set {question.name} to {choices}"
    if question.choices and given not in question.choices:
        return f"{question.name} must be {choices}; it is {given!r}"
    if not case.expected or given == case.expected["value"]:
        return ""
    return f"you said {given!r}; the run says {case.expected['value']!r}"


def _first_parting(due: Any, got: Any) -> int | None:
    """The first step at which two paths differ, or None."""
    size = float(np.abs(due).max())
    return next(
        (t for t in range(len(due)) if not _close(due[t], got[t], size)),
        None,
    )


def _close(due: Any, got: Any, size: float = 1.0) -> bool:
    return np.allclose(got, due, rtol=RELATIVE, atol=ABSOLUTE * size, equal_nan=True)


def _alike(known: Numbers, seen: Numbers) -> bool:
    """Whether what was seen is what a known mistake shows."""
    if not set(known) <= set(seen):
        return False
    if "error" in known:
        return bool(known["error"]["kind"] == seen["error"]["kind"])
    if "path" in known:
        due, got = np.array(known["path"], dtype=float), np.array(seen["path"], dtype=float)
        manners = [name for name in ("kept", "asked") if name in known]
        return _first_parting(due, got) is None and all(known[m] == seen[m] for m in manners)
    if "values" in known:
        return _close(np.array(known["values"]), np.array(seen["values"]))
    return bool(known["value"] == seen["value"])


def _show(w: Any) -> str:
    return np.array2string(np.asarray(w), precision=6, suppress_small=True, threshold=12)
