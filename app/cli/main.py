"""`chartdesk`: parses the command, runs it, and turns what happened into an exit code.

0: done; 1: a check found something; 2: refused, with one sentence on standard error;
130: stopped by the keyboard.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from app import __version__
from app.cli import (
    answers,
    assigning,
    coding,
    comparing,
    crash,
    exchanging,
    exports,
    figures,
    forms,
    identity,
    library,
    pairs,
    papers,
    reviews,
    round_trips,
    safekeeping,
    screening,
    searches,
    searching,
    tables,
)
from app.cli.commands import Commands, Parser, add_json
from app.cli.outcome import (
    FINE,
    REFUSED,
    STOPPED,
    Outcome,
    print_error,
    print_outcome,
    use_utf8,
)
from app.domain.errors import AppError

FAMILIES = (
    library,
    reviews,
    identity,
    round_trips,
    papers,
    answers,
    searching,
    tables,
    forms,
    exports,
    figures,
    exchanging,
    pairs,
    assigning,
    coding,
    comparing,
    screening,
    searches,
    safekeeping,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    use_utf8()
    try:
        args = parser().parse_args(arguments)
    except SystemExit as request:  # --help, --version and words that do not parse
        return int(request.code or FINE)
    return _carried_out(args)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    root = Parser(
        prog="chartdesk",
        description="Chart the studies of a scoping review: every answer tied to its quote.",
    )
    root.add_argument("--version", action="version", version=f"chartdesk {__version__}")
    add_json(root)
    commands = Commands(root)
    for family in FAMILIES:
        family.add(commands)
    return root


def _carried_out(args: argparse.Namespace) -> int:
    try:
        outcome: Outcome = args.run(args)
        print_outcome(outcome, as_json=getattr(args, "json", False))
    except AppError as error:
        print_error(error.message)
        return REFUSED
    except KeyboardInterrupt:
        print_error("Stopped. What was saved before is safe.")
        return STOPPED
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:  # noqa: BLE001 - the edge: a bug becomes a report and a sentence
        print_error(_bug(error, args.command))
        return REFUSED
    return outcome.code


def _bug(error: BaseException, command: str) -> str:
    path = crash.write_report(error, command)
    where = f"A report without titles or answers is in {path}." if path else ""
    return f"A fault in Chartdesk stopped “{command}”. What was saved before is safe. {where}"


if __name__ == "__main__":
    sys.exit(main())
