"""Syntax of each Python since the grader's, and its like that every Python knows."""

from __future__ import annotations

from descent.page import Session

# By the Python that it came with, and the proposal that says so.
NEWER = {
    "3.12, PEP 695": ["type X = int", "def f[T](x: T): pass", "class A[T]: pass"],
    "3.12, PEP 701": [
        r'''f"{"a"}"''',
        r'''f"{'\n'.join('ab')}"''',
        r'''f"{f"{1}"}"''',
        r"""f'{f"{1:>{len('a')}}"}'""",
        'f"{\n1}"',
        'f"""{\n1  # one\n}"""',
        r'''f"{f'{1} it\'s'}"''',
    ],
    "3.13, PEP 696": ["def f[T = int](x: T): pass"],
    "3.14, PEP 750": ['t"{1}"'],
    "3.14, PEP 758": ["try:\n    1\nexcept ValueError, TypeError:\n    2"],
}
KNOWN = [
    r'''f"{'a'}\n{1!r:>{len('abc')}}"''',
    r'''f"{f'{1}'}"''',
    'f"""{"a"}{\n1}"""',
    r"""rf"\d{1}\n" + f'\n{{}}' "a" """,
    "try:\n    1\nexcept (ValueError, TypeError):\n    2",
    "try:\n    1\nexcept* ValueError:\n    2",
    "match 1:\n    case int(x) if (y := x):\n        pass",
    "def f(x, /, *, y=1): return (x, *[y])",
    r"""print(f'{1=}')  # a comment's f'{"\'""",
]


def expected() -> list[str]:
    """Return what a Python that knows all of it refuses."""
    return [source for sources in NEWER.values() for source in sources]


def refused() -> list[list[str]]:
    """Return of `NEWER` what a page refuses with its sentence, of `KNOWN` what it does not run."""
    shown: list[str] = []
    session = Session(shown.append)

    def told(source: str) -> bool:
        shown.clear()
        return session.run("a", source) == "error" and "answers are graded by Python" in shown[-1]

    return [
        [source for source in expected() if told(source)],
        [source for source in KNOWN if session.run("a", source) != "ok"],
    ]
