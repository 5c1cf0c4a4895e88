"""Students' markdown on the instructor's pages: readable, and unable to act."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from autograder.integration.sanitise import TAGS, markdown

ACTING = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://example.org/seen.png'>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' JaVaScRiPt:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "<form action='/formgrader'><input type=submit></form>",
    "<style>body { display: none }</style>",
    "<p style='position: fixed; inset: 0'>x</p>",
    "<meta http-equiv=refresh content='0; url=//example.org'>",
    "<base href='//example.org'>",
    "<link rel=stylesheet href='//example.org/x.css'>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "<details open ontoggle=alert(1)>x</details>",
    "$\\href{javascript:alert(1)}{x}$ <script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
]


@pytest.mark.parametrize("text", ACTING)
def test_nothing_can_act(text: str) -> None:
    page = BeautifulSoup(markdown(text), "html.parser")
    for element in page.find_all():
        assert element.name in TAGS
        assert not [name for name in element.attrs if name.startswith("on")]
        assert element.get("href", "https:").startswith(("http:", "https:", "mailto:", "#"))
        assert element.get("src", "data:image/png;").startswith("data:image/")
        assert "position" not in element.get("style", "")


@pytest.mark.parametrize(("text", "tag", "said"), [
    ("**bold** and *slanted*", "strong", "bold"),
    ("- one\n- two", "li", "one"),
    ("# Title", "h1", "Title"),
    ("[the course](https://example.org)", "a", "the course"),
    ("```python\nx = 1 < 2\n```", "pre", "x = 1 < 2"),
    ("| a | b |\n|---|:-:|\n| 1 | 2 |", "td", "1"),
    ("$a < b$ and $$x^2$$", "p", "$a < b$ and $$x^2$$"),
])  # fmt: skip
def test_what_people_write_is_kept(text: str, tag: str, said: str) -> None:
    element = BeautifulSoup(markdown(text), "html.parser").find(tag)
    assert said in element.get_text()
