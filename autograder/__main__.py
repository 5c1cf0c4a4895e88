"""The course's commands: ``python -m autograder COMMAND``, or ``descent-course COMMAND``."""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

from autograder.lms import commands as lms
from autograder.report import commands as class_report
from course.paths import EXERCISES, ROOT

# Commands on a class that is there, by what runs them.
OF_GRADEBOOK = ("gradebook", "diff", "history")
OF_CLASS = (*OF_GRADEBOOK, "doctor")
OF_LMS = ("collect", "return")
OF_REPORT = ("report", "alike")


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code."""
    called = Path(sys.argv[0]).stem
    program = called if called == "descent-course" else "python -m autograder"
    parser = argparse.ArgumentParser(prog=program, description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    names = [path.stem for path in EXERCISES.glob("*.md")]
    for name, meaning in (
        ("course", "make or refresh a class's nbgrader folder"),
        ("gradebook", "print a class's grades and the mistakes named"),
        ("diff", "say whose points would move if an assignment were graded now; writes nothing"),
        ("history", "print when and how a submission's marks came about"),
        ("doctor", "look at what a class's folder and a shared server need"),
        ("demo", "hand the demonstration submissions in to a class's folder"),
    ):
        command = commands.add_parser(name, help=meaning, description=meaning)
        command.add_argument("folder", type=Path, metavar="DIR")
        if name in ("diff", "history"):
            command.add_argument("assignment", metavar="ASSIGNMENT")
        if name == "history":
            command.add_argument("student", metavar="STUDENT")
        if name in ("course", "demo"):
            command.add_argument("--only", choices=sorted(names), metavar="ASSIGNMENT")
        if name == "course":
            again = "overwrite notebooks that were edited by hand; they are kept in backup/"
            command.add_argument("--anew", action="store_true", help=again)
        if name == "demo":
            own = ROOT / "tests" / "submissions"
            command.add_argument(
                "submissions", type=Path, metavar="SUBMISSIONS", nargs="?", default=own
            )
    lms.add(commands)
    class_report.add(commands)
    commands.add_parser("points", help="print how many questions and points each assignment has")
    pdf = commands.add_parser("pdf", help="print the built book into a PDF")
    pdf.add_argument("file", type=Path, metavar="FILE")
    commands.add_parser("golden", help="write the visible cases of the kit from the answer key")
    options = parser.parse_args(arguments)
    try:
        return _run(options, names)
    except (Exception, KeyboardInterrupt) as error:
        from autograder.integration.trouble import sentence

        if said := sentence(error):
            return _complain(said)
        raise


def _run(options: argparse.Namespace, names: list[str]) -> int:
    on_a_class = options.command in (*OF_CLASS, *OF_LMS, *OF_REPORT)
    if on_a_class and not (options.folder / "nbgrader_config.py").exists():
        return _complain(f"{options.folder} is no class: it has no nbgrader_config.py")
    if options.command in (*OF_GRADEBOOK, *OF_REPORT) and (missing := _missing(options.folder)):
        return _complain(missing)
    # Imported late: each command needs only a part, and nbgrader takes seconds.
    if options.command == "course":
        from autograder.integration import class_folder

        if options.folder.is_file():
            return _complain(f"{options.folder} is a file; name a folder for the class")
        only, term = [options.only] if options.only else None, secrets.token_urlsafe(9)
        done = class_folder.make(options.folder, only, term, options.anew)
        where = "" if options.folder == Path() else f"{options.folder}: "  # not ".: wrote"
        print("\n".join(f"{where}{line}" for line in done))
    elif options.command in OF_CLASS:
        return _of_class(options)
    elif options.command == "demo":
        from autograder.integration import demo

        for assignment in [options.only] if options.only else sorted(names):
            texts = options.submissions / assignment
            students = demo.hand_in(texts, options.folder, assignment)
            print(f"{assignment}: handed in for {', '.join(students)}")
    elif options.command in (*OF_LMS, *OF_REPORT):
        try:
            ours = lms if options.command in OF_LMS else class_report
            print(ours.run(options))
        except (ValueError, OSError) as reason:
            from autograder.integration.trouble import sentence

            return _complain(sentence(reason) or str(reason))
    elif options.command == "points":
        from course import summary

        print(summary.table())
    elif options.command == "pdf":
        from book import pdf as book

        try:
            print(f"{options.file}: {book.write(options.file)} pages")
        except book.PrintError as reason:
            return _complain(str(reason))
    elif options.command == "golden":
        from course import golden

        print("\n".join(f"wrote {path}" for path in golden.write()) or "nothing has changed")
    return 0


def _of_class(options: argparse.Namespace) -> int:
    """Run a command on a class that is there."""
    from autograder.integration import report

    if options.command == "doctor":
        from autograder.integration import doctor

        said, well = doctor.report(options.folder)
        print(said)
        return 0 if well else 1
    if options.command == "gradebook":
        print(report.table(options.folder))
    elif options.command == "history":
        print(report.history(options.folder, options.assignment, options.student))
    else:
        from nbgrader.converters.base import NbGraderException

        from autograder.integration import preview

        try:
            print(preview.look(options.folder, options.assignment).table())
        except NbGraderException as reason:
            return _complain(str(reason))
    return 0


def _missing(folder: Path) -> str:
    """Return what is wrong with a class's gradebook before it is opened, which would make one."""
    from autograder.integration import report

    try:
        kept = report.address(folder).removeprefix("sqlite:///")
    except report.OtherClassError as reason:
        return str(reason)
    made = not kept.startswith("/") or Path(kept).exists()
    return "" if made else f"there is no {kept}: grade something first"


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
