"""What a command has to say, for people and for programs."""

import json
import sys
from dataclasses import dataclass, field
from typing import Any

FINE = 0
FOUND = 1
REFUSED = 2
STOPPED = 130


@dataclass(frozen=True, slots=True)
class Outcome:
    """Lines for people, a document for programs, and the exit code."""

    lines: tuple[str, ...]
    document: dict[str, Any] = field(default_factory=dict)
    code: int = FINE


def print_outcome(outcome: Outcome, *, as_json: bool) -> None:
    """Write the outcome to standard output, as lines or as one JSON document."""
    if as_json:
        print(json.dumps(outcome.document, indent=1, ensure_ascii=False))
    else:
        for line in outcome.lines:
            print(line)
    sys.stdout.flush()


def print_error(sentence: str) -> None:
    """Write one sentence to standard error, on one line."""
    print(" ".join(f"chartdesk: {sentence}".split()), file=sys.stderr, flush=True)


def use_utf8() -> None:
    """Let any title be printed, whatever code page the console has."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
