"""Adding commands to the parser: every one has its sentence and takes --json."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.cli.outcome import REFUSED, Outcome, print_error
from app.jobs import JobContext

if TYPE_CHECKING:
    from app.bootstrap import Review

Command = Callable[[argparse.Namespace], Outcome]


class Parser(argparse.ArgumentParser):
    """A parser that refuses with one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; exits with 2."""
        print_error(f"{message}. “{self.prog} --help” shows how it is used.")
        raise SystemExit(REFUSED)


class Commands:
    """The commands of one parser."""

    def __init__(self, parser: argparse.ArgumentParser, *, required: bool = True) -> None:
        """Add commands below `parser`; not required: the parser does something of its own."""
        self._parsers = parser.add_subparsers(
            metavar="COMMAND", required=required, parser_class=Parser
        )

    def add(self, name: str, help_text: str, run: Command | None = None) -> argparse.ArgumentParser:
        """Add a command that `run` carries out (None: one that has commands of its own)."""
        parser = self._parsers.add_parser(name, help=help_text, description=help_text)
        add_json(parser)
        if run is not None:
            parser.set_defaults(run=run, command=name)
        return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a command print JSON."""
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print one JSON document for programs",
    )


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Let a command name the folder of a review."""
    parser.add_argument("dir", metavar="DIR", type=Path, help="the folder of the review")


def add_review(parser: argparse.ArgumentParser, *, names_who: bool = False) -> None:
    """Let a command name the review it works on, and who acts; `names_who`: it must."""
    add_folder(parser)
    _add_who(parser, required=names_who, default=None)


def add_reviewer(parser: argparse.ArgumentParser) -> None:
    """Let who acts be named behind a sub-command as well as before it."""
    _add_who(parser, required=False, default=argparse.SUPPRESS)


def _add_who(parser: argparse.ArgumentParser, *, required: bool, default: str | None) -> None:
    parser.add_argument(
        *("--as", "--reviewer"),
        dest="reviewer",
        metavar="NAME",
        required=required,
        default=default,
        help="name or initials of who acts; the first time a review is opened on this computer",
    )


def opened_to_read(args: argparse.Namespace) -> "Review":
    """Open the review, only to read when another window has it or it cannot be written."""
    from app.bootstrap import open_review
    from app.domain.errors import ReviewLocked, ReviewReadOnly

    reviewer = getattr(args, "reviewer", None)
    try:
        return open_review(args.dir, reviewer)
    except (ReviewLocked, ReviewReadOnly):
        return open_review(args.dir, reviewer, read_only=True)


def progress(args: argparse.Namespace) -> JobContext:
    """Return a context that counts on the terminal when somebody looks at it."""
    if getattr(args, "json", False) or not sys.stderr.isatty():
        return JobContext()
    return JobContext(_count)


def _count(done: int, total: int) -> None:
    end = "\n" if done >= total else ""
    print(f"\r{done} of {total}", end=end, file=sys.stderr, flush=True)
