"""Which of the files that were handed in is the notebook to be graded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from autograder.integration.intake.cells import Source, alike, name_of
from autograder.integration.intake.reading import SCRIPTS, decoded, from_json, from_script
from autograder.integration.intake.staging import Taken

LIKELY = (".ipynb", ".ipynb.txt", ".ipynb.json", ".json", ".txt")


def choose(
    taken: Taken, assignment: str, sources: Sequence[Source]
) -> tuple[str | None, list[str]]:
    """Return the path of the file that holds this assignment's work, and what to say of the choice.

    The one with the most answers in it is taken, then the one with the usual name, then the newest.
    """
    usual = f"{assignment}.ipynb"
    known = {path: _worth(path, taken.files[path], sources) for path in taken.files}
    candidates = {path: worth for path, worth in known.items() if worth is not None}
    if not candidates:
        return (usual, []) if usual in taken.files else (None, [_nothing(taken, usual)])
    best = max(
        candidates, key=lambda path: (candidates[path], path == usual, taken.times[path], path)
    )
    if best == usual and len([p for p, worth in candidates.items() if any(worth)]) <= 1:
        return best, []
    others = sorted(path for path in candidates if path != best and any(candidates[path]))
    notes = [] if best == usual else [f"{best} was graded in the place of {usual}."]
    if others:
        notes.append(
            f"Of several notebooks {best} was graded, as it holds the most answers; not graded: "
            f"{', '.join(others)}."
        )
    return best, notes


def _worth(path: str, content: bytes, sources: Sequence[Source]) -> tuple[int, int] | None:
    """Return how many answers and course's cells are in a file; None for no notebook."""
    name = PurePosixPath(path).name.lower()
    try:
        if name.endswith(LIKELY):
            cells = from_json(decoded(content))
        elif name.endswith(SCRIPTS):
            cells = from_script(decoded(content), name[-3:])
        else:
            return None
        texts = [(name_of(cell), _text(cell)) for cell in cells]
    except Exception:  # whatever a file can hold
        return None
    known = {source.name: source for source in sources}
    matched = answered = 0
    for named, text in texts:
        source = known.get(named or "")
        if source is None:
            source = next((s for s in sources if s.telling and alike(s.seen, text)), None)
        if source is not None and source.telling:
            matched += 1
            answered += source.solution and not alike(source.source, text)
    # Without names an answer can stand in any cell: what defines one of the names asked for.
    asked = [source.name for source in sources if source.points is not None]
    if not any(named in known for named, _ in texts):
        answered = sum(
            any(_defines(text, name) for named, text in texts if not named) for name in asked
        )
    return answered, matched


def _defines(text: str, name: str) -> bool:
    starts = (f"class {name}", f"def {name}(", f"{name} =", f"{name}=")
    return any(line.startswith(starts) for line in text.splitlines())


def _text(cell: object) -> str:
    source = cell.get("source", "") if hasattr(cell, "get") else ""
    return "".join(source) if isinstance(source, list) else str(source)


def _nothing(taken: Taken, usual: str) -> str:
    found = ", ".join(sorted(taken.files)[:10]) or "nothing"
    return f"There is no {usual} in what was handed in ({found}), so there are no answers."
