"""The verdict on a question: points, the mistake that explains what was seen, and the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from descent.checking.compare import OPEN, alike, tells, trouble
from descent.checking.credit import credit, worthless
from descent.checking.further import further, hidden_further, is_paid_by_hidden
from descent.checking.probe import Ask, observe
from descent.checking.question import Case, Diagnosis, Numbers, Question, format_points
from descent.checking.sealed import number, rounded, seal, snapped
from descent.checking.symptoms import Symptom, symptoms

SHOWN = 0.3  # of the points: the most that cases which a student holds earn without any other

BY_HEART = (
    "The cases that you can see earn at most {:g} of the {:g} points unless another one is right."
)
TOGETHER = (
    "these {} numbers together: one or several are not right. Which, only the grader says: "
    "a check\n      of each could be read."
)


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
    def open(self) -> bool:
        """Whether there is no answer yet."""
        return OPEN in self.trouble

    @property
    def telling(self) -> bool:
        """Whether it is wrong, and in a way that a mistake can be known by."""
        return not self.right and not self.open and tells(self.seen)

    @property
    def mark(self) -> str:
        """One word for the report."""
        if self.open:
            return "open"
        if self.right and not self.case.expected:
            return "noted"
        return "right" if self.right else "wrong"


@dataclass(frozen=True)
class Verdict:
    """What all cases of a question showed.

    Attributes
    ----------
    question : Question
        What was asked.
    findings : tuple of Finding
        What each case showed.
    mistake : Diagnosis or None
        The mistake that explains all of them, if one does.
    symptoms : tuple of Symptom
        What else was measured of a wrong answer.
    credit : float
        The share of the points that is due for what is right about a wrong answer.
    worthless : str
        Why it earns nothing, whatever case it is right in; empty if it may.
    """

    question: Question
    findings: tuple[Finding, ...]
    mistake: Diagnosis | None
    together: str = ""  # of a whole answer whose entries are only known together: right or wrong
    symptoms: tuple[Symptom, ...] = ()
    credit: float = 0.0
    worthless: str = ""

    @property
    def score(self) -> float:
        """Points earned: the sum over the cases, or what is due for the rest if that is more.

        Who has the visible cases has what is due there, and can hand it back without a rule. So
        these earn no more than a share unless a hidden case is right too.
        """
        earned = float(sum(finding.earned for finding in self.findings))
        earned = min(earned, self._most) if self.by_heart else earned
        due = round(self.credit * self.question.points, 6)
        return 0.0 if self.worthless else max(earned, due)

    @property
    def _most(self) -> float:
        return SHOWN * self.question.points

    @property
    def by_heart(self) -> bool:
        """Whether visible cases would earn more than their share, and no hidden one is right."""
        hidden = [finding for finding in self.findings if finding.case.hidden]
        earned = sum(finding.earned for finding in self.findings)
        return bool(hidden) and not any(f.right for f in hidden) and earned > self._most

    @property
    def right(self) -> bool:
        """Whether every case was right."""
        return self.together != "wrong" and all(finding.right for finding in self.findings)

    @property
    def mark(self) -> str:
        """One word for the whole: "right", "wrong", "noted" or, with no answer yet, "open"."""
        if self.together == "wrong":
            return "wrong"
        if all(finding.mark == "noted" for finding in self.findings):
            return "noted"
        if self.right:
            return "right"
        untouched = self.given or all(f.open for f in self.findings if f.trouble)
        return "open" if untouched else "wrong"

    @property
    def given(self) -> bool:
        """Whether the answer does just what the code did that was given with a bug."""
        return bool(self.mistake and self.mistake.given)

    def report(self, scope: str = "", diagnosis: bool = True) -> str:
        """Return the verdict in words.

        Parameters
        ----------
        scope : str
            Which points the first line counts.
        diagnosis : bool, default True
            Whether the mistake is named; otherwise the question's hint is given.
        """
        q = self.question
        if self.mark == "noted":
            return (
                f"{q.name}: noted. The grader decides over its {format_points(q.points, q.bonus)}."
            )
        # One case in full is enough, and the first is the simplest.
        shown = min((f for f in self.findings if f.trouble), key=lambda f: f.open, default=None)
        lines = [f"{q.name}: {self.score:g} of {format_points(q.points, q.bonus)}{scope}"]
        if self.mistake and diagnosis:
            lines += [
                f"  This looks like: {self.mistake.name}.",
                f"  {self.mistake.feedback}",
                f"  Read: {self.mistake.section}",
            ]
        elif diagnosis and not self.mistake:
            lines += [f"  Measured: {symptom.text}" for symptom in self.symptoms]
        elif shown and not diagnosis and q.hint and "error" not in shown.seen:
            lines.append(f"  Hint: {q.hint}")  # of the rule; an error has to be mended first
        if self.together == "wrong":
            lines += [f"  Hint: {q.hint}"] if q.hint and not self.mistake else []
            return "\n".join([*lines, f"  [wrong] {TOGETHER.format(len(self.findings))}"])
        for finding in self.findings:
            lines.append(f"  [{finding.mark}] {finding.case.title}")
            if finding is shown:
                lines += ["      " + line for line in finding.trouble.splitlines()]
        why = self.worthless or (BY_HEART.format(self._most, q.points) if self.by_heart else "")
        return "\n".join([*lines, *[f"  {why}"] * bool(why)])


def judge(
    question: Question,
    seen: Sequence[Numbers],
    asked: Numbers | None = None,
    hidden_asked: Numbers | None = None,
) -> Verdict:
    """Return the verdict on an answer.

    Parameters
    ----------
    question : Question
        What was asked.
    seen : sequence of mappings
        What was seen, one entry a case in their order.
    asked, hidden_asked : mapping, optional
        What was seen when a wrong answer was asked more; see `descent.checking.further`.
    """
    return _verdict(question, compared(question, seen), asked, hidden_asked)


def examine(question: Question, ask: Ask) -> Verdict:
    """Try every case of a question, ask a wrong answer more, and return the verdict."""
    found = compared(question, [observe(question.kind, case, ask) for case in question.cases])
    more = (further, hidden_further) if any(map(_slip, found)) else ()
    return _verdict(question, found, *(look(question, ask) for look in more))


def is_wrong(question: Question, seen: Sequence[Numbers | None]) -> bool:
    """Whether a case that was tried shows a wrong answer, and not merely none."""
    tried = [(c, numbers) for c, numbers in zip(question.cases, seen, strict=True) if numbers]
    return any(_slip(Finding(c, numbers, trouble(question, c, numbers))) for c, numbers in tried)


def compared(question: Question, seen: Sequence[Numbers]) -> tuple[Finding, ...]:
    """Return each case with what was seen of it, and what is wrong there."""
    return tuple(
        Finding(case, numbers, trouble(question, case, numbers))
        for case, numbers in zip(question.cases, seen, strict=True)
    )


def _slip(finding: Finding) -> bool:
    return not finding.right and not finding.open


def _verdict(
    question: Question,
    findings: tuple[Finding, ...],
    asked: Numbers | None = None,
    hidden_asked: Numbers | None = None,
) -> Verdict:
    mistake = _explanation(question, findings, asked)
    slips = [finding for finding in findings if _slip(finding)]
    moved = hidden_asked if is_paid_by_hidden(question) else asked
    seen = [finding.seen for finding in findings]
    due = 0.0 if not slips or (mistake and mistake.given) else credit(question, seen, moved)
    nothing = worthless(question, seen, moved) if slips else ""
    if mistake is None and question.kind == "value" and slips:
        # An answer by hand has many entries and may hold several slips: name that in the first.
        mistake = _explanation(question, slips[:1])
    if question.sealed and all(finding.right for finding in findings):
        return _unsealed(question, findings)
    measured: tuple[Symptom, ...] = ()
    if slips and asked is not None and mistake is None:  # else its own words are shown
        measured = symptoms(question, seen, asked, [finding.right for finding in findings])
    return Verdict(question, findings, mistake, "", measured, due, nothing)


def _unsealed(question: Question, findings: Sequence[Finding]) -> Verdict:
    """Return the verdict on a whole answer by hand whose numbers are only known together."""
    known = question.sealed
    assert known is not None
    given = [number(finding.seen["value"]) for finding in findings]
    digits = [finding.case.inputs["digits"] for finding in findings]
    if seal(question.name, snapped(given, digits, known.rests)) == known.right:
        # What is due is what was said.
        right = tuple(replace(f, case=replace(f.case, expected=f.seen)) for f in findings)
        return Verdict(question, right, None, "right")
    exact = [rounded(said, places) for said, places in zip(given, digits, strict=True)]
    name = known.wrong.get(seal(question.name, exact))
    mistake = next((mistake for mistake in question.mistakes if mistake.name == name), None)
    return Verdict(question, tuple(findings), mistake, "wrong")


def _explanation(
    question: Question, findings: Sequence[Finding], asked: Numbers | None = None
) -> Diagnosis | None:
    """Return the mistake that shows what was seen, if something wrong was and one does."""
    if not any(finding.telling for finding in findings):
        return None
    for known in question.mistakes:
        if _explains(question, known, findings) and _shows_beside(question, known, asked):
            return known
    return None


def _explains(question: Question, known: Diagnosis, findings: Sequence[Finding]) -> bool:
    """Whether a mistake shows what was seen in every case.

    Results by hand are entries of one answer: of these some may be right, or not there yet.
    """
    matched = (
        known.name in finding.case.wrong
        and alike(finding.case, finding.case.wrong[known.name], finding.seen)
        for finding in findings
    )
    if question.kind == "value":
        pairs = zip(matched, findings, strict=True)
        slips = [m for m, f in pairs if not f.right and not f.open]
        return any(slips) and all(slips)
    return all(matched)


def _shows_beside(question: Question, known: Diagnosis, asked: Numbers | None) -> bool:
    """Whether a mistake shows in what was asked besides as well, if anything was.

    Where it stops with an error it may stop otherwise in a student's words, or not at all.
    """
    seen = (asked or {}).get("beside", [])
    return all(
        alike(case, case.wrong[known.name], numbers)
        for case, numbers in zip(question.beside, seen, strict=False)
        if "error" not in case.wrong[known.name]
    )
