"""One student's page of feedback, in the look of the site; it asks nothing of any host."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from nbformat import NotebookNode

import descent
from autograder.integration.feedback_look import look
from autograder.integration.formgrader import TEMPLATES
from autograder.integration.intake.repair import NOTES
from autograder.integration.sanitise import markdown
from descent.language import said

Say = Callable[[str], str]

NONE = "No response."  # what nbgrader itself writes below an answer that was left as it was
SCROLLS = '<pre tabindex="0">'
HEADING = re.compile(r"<(/?)h([1-6])>")
TITLE = re.compile(r"^# (?:Exercise: )?(.+)$", re.MULTILINE)
# A report of `descent.checking.verdict`: its lines by how they begin.
MARKED = re.compile(r"  \[(\w+)\] (.*)")
SECTION = re.compile(r"\(([\w-]+\.html#[\w-]+)\)")
NEIGHBOUR = re.compile(
    r'<a href="(?!https?:|mailto:|#)([\w./-]*?)([\w-]+)\.(?:md|ipynb|html)(#[\w-]*)?"'
)


def page(
    nb: NotebookNode, resources: dict[str, Any], site: str, late_work: bool, language: str = ""
) -> str:
    """Return a graded notebook as a page.

    Parameters
    ----------
    nb : NotebookNode
        The notebook with its grades; see `feedback.Grades`.
    resources : dict
        What nbgrader says of it: its name, the score and what is taken off it.
    site : str
        The address of the built book, for links to sections; "" for none.
    late_work : bool
        Whether what is missing can still be handed in.
    language : str, optional
        What is said in another language than English, as far as its catalogue goes.
    """
    own = resources["nbgrader"]
    say = partial(said, language=language)
    cells = [_cell(cell, site, say) for cell in nb.cells if not _notes(cell)]
    questions = [cell["question"] for cell in cells if cell["question"]]
    texts = [cell.source for cell in nb.cells if cell.cell_type == "markdown"]
    title = next((found[1] for text in texts if (found := TITLE.search(text))), own["notebook"])
    open_ = [q for q in questions if q["left"] > 0]
    left = ", ".join(f"{q['name']} {q['left']:g}" for q in open_)
    page: str = _template().render(
        look=Markup(look()),
        say=say,
        language=language or "en",
        kit=descent.__version__,
        title=title[:1].upper() + title[1:],
        earned=f"{own['score']:g}",
        most=f"{own['max_score']:g}",
        penalty=f"{own['late_penalty']:g}" if own["late_penalty"] else "",
        notes=next((Markup(markdown(n)) for n in map(_notes, nb.cells) if n), ""),
        still=f"{sum(q['left'] for q in open_):g} ({left})" if late_work and open_ else "",
        questions=questions,
        cells=cells,
    )
    return page


def _notes(cell: NotebookNode) -> str:
    """Return the notes of the intake if a cell holds them; see `intake.repair.tell`."""
    marked = cell.cell_type == "markdown" and "nbgrader" not in cell.metadata
    return cell.source.removeprefix(NOTES) if marked and cell.source.startswith(NOTES) else ""


def _cell(cell: NotebookNode, site: str, say: Say) -> dict[str, Any]:
    own = cell.metadata.get("nbgrader", {})
    question = _question(cell, own) if own.get("grade") else None
    code = cell.cell_type == "code"
    text = (
        ""
        if code
        else _linked(HEADING.sub(_lower, markdown(cell.source).replace("<pre>", SCROLLS)), site)
    )
    comment = own.get("comment") if own.get("comment") != NONE else ""
    if question:
        question["comment"] = bool(comment)
    return {
        "html": Markup(text),
        "code": Markup(_code(cell.source)) if code and cell.source.strip() else "",
        "outputs": [
            _output(output, site, say if question else None) for output in cell.get("outputs", [])
        ],
        "question": question,
        "comment": Markup(HEADING.sub(_lower, markdown(comment))) if comment else "",
    }


def _question(cell: NotebookNode, own: Any) -> dict[str, Any]:
    most, earned = float(own["points"] or 0), float(own["score"] or 0)
    if own.get("waiting"):
        from descent.checking.question import format_points  # late: it brings the kit

        points, mark = f"not read yet, {format_points(most)}", ""
    elif _dropped(cell):
        points, mark = "dropped", ""
    elif most == 0:
        points, mark = f"{earned:g} bonus", "all" if earned else ""
    else:
        points = f"{earned:g} of {most:g}"
        mark = "all" if earned >= most else "some" if earned else "none"
    left = max(most - earned, 0.0) if not own.get("waiting") else 0.0
    return {"name": own["grade_id"], "points": points, "mark": mark, "left": left}


def _dropped(cell: NotebookNode) -> bool:
    """Whether the class has dropped a question, which counts for nobody then."""
    own = (output.get("metadata", {}).get("descent", {}) for output in cell.get("outputs", []))
    return any(said.get("ruling") == "dropped" for said in own)


def _output(output: NotebookNode, site: str, say: Say | None) -> Markup:
    """Return one output; `say` is for those of a question, which hold a report."""
    if output.output_type == "stream":
        text = str(output.text)
        return _report(text, site, say) if say else Markup(f"{SCROLLS}{escape(text)}</pre>")
    data = output.get("data", {})
    svg = data.get("image/svg+xml")
    if svg is not None:  # the grader's own: a student's output is text or a PNG
        return Markup("".join(svg) if isinstance(svg, list) else svg)
    png = data.get("image/png")
    if png is not None:
        alt = output.metadata.get("image/png", {}).get("alt", "A picture.")
        return Markup(f'<img alt="{escape(alt)}" src="data:image/png;base64,{escape(png)}">')
    if say:  # the number, which stands in the heading
        return Markup("")
    return Markup(f"{SCROLLS}{escape(data.get('text/plain', ''))}</pre>")


def _report(text: str, site: str, say: Say) -> Markup:
    """Return a report as paragraphs, a list of cases, and what is said of one word for word."""
    lines: list[str] = []
    items = False
    for line in text.splitlines()[1:]:  # the first one stands in the heading
        marked = MARKED.fullmatch(line)
        if items and line.startswith("      "):
            lines.append(f"<pre>{escape(say(line.strip()))}</pre>")
            continue
        if items != bool(marked):
            lines.append("<ul>" if marked else "</ul>")
            items = bool(marked)
        if marked:
            lines.append(
                f'<li><span class="mark {marked[1]}">{say(marked[1])}</span> '
                f"{escape(say(marked[2]))}"
            )
        elif line.strip():
            lines.append(f"<p>{_sections(str(escape(say(line.strip()))), site, say)}</p>")
    if items:
        lines.append("</ul>")
    return Markup("".join(lines).replace("</pre><pre>", "\n"))


def _sections(text: str, site: str, say: Say) -> str:
    """Make links of the sections that a report names, if it is known where the book stands."""
    if not site:
        return SECTION.sub("", text)
    return SECTION.sub(lambda f: f'(<a href="{_chapter(site)}{f[1]}">{say("open it")}</a>)', text)


def _linked(text: str, site: str) -> str:
    """Have links to other pages of the book lead there, or nowhere if nobody knows where it is."""
    if not site:
        return re.sub(NEIGHBOUR.pattern + r"[^>]*>(.*?)</a>", r"\4", text)
    return NEIGHBOUR.sub(lambda f: f'<a href="{_chapter(site)}{f[1]}{f[2]}.html{f[3] or ""}"', text)


def _chapter(site: str) -> str:
    return str(escape(site.rstrip("/"))) + "/chapters/"


def _lower(found: re.Match[str]) -> str:
    """A notebook's headings stand below those of the page."""
    return f"<{found[1]}h{min(int(found[2]) + 2, 6)}>"


@lru_cache(maxsize=500)  # most cells of a class are the same
def _code(source: str) -> str:
    from pygments import highlight

    return f"{SCROLLS}{highlight(source, *_highlighter())}</pre>"


@cache
def _highlighter() -> tuple[Any, Any]:
    """Return what reads code and what writes it as HTML; making them costs as much as a cell."""
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return PythonLexer(), HtmlFormatter(nowrap=True)


def prepare() -> None:
    """Make what all pages share, so that the processes which are forked next need not."""
    look()
    _template()
    _highlighter()


@cache
def _template() -> Any:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return found.get_template("feedback.html.j2")
