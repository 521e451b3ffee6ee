"""A process to be killed while it types and fills: python -m tests.e2e.kill9_writer.

Each line of its input is {"folder": ..., "start": ..., "seconds": ...}. It forks a writer, which
opens the review and acknowledges every edit that was saved, kills it `seconds` after the first
acknowledgement, and prints how many there were.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from app.bootstrap import Review, open_review
from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.answers import Answer, Cell, Status
from app.domain.edits import FillAnswer
from app.domain.ids import new_id
from app.domain.records import Record

TYPED = "design.aims"
FIELDS = ("source.context", "findings.findings", "gaps.limits", "notes.notes")
SENTENCE = "To describe how peer support was given, by whom, and what people made of it – 支持. "
FILL_EVERY = 7


def script(record: Record, start: int) -> Iterator[FillAnswer]:
    """Yield what a reviewer does, without end: typing letter by letter, and fills with quotes."""
    answers = dict(record.answers)
    for number in count(start):
        fills = number % FILL_EVERY == 0
        field = FIELDS[number // FILL_EVERY % len(FIELDS)] if fills else TYPED
        cell = Cell(record.extraction_id, field)
        text = f"Filled {number}" if fills else SENTENCE[: number % len(SENTENCE) + 1]
        before, after = answers.get(cell, Answer()), Answer(text, Status.FILLED)
        link = (_anchor(record, f"Quote {number}"),) if fills else ()
        yield FillAnswer(cell, before, after, link)
        answers[cell] = after


def _anchor(record: Record, quote: str) -> Anchor:
    assert record.study.paper is not None
    places = (Place(0, (Rect(72.0, 90.5, 300.25, 102.0),)),)
    return Anchor(new_id(), record.study.paper.sha256, AnchorKind.TEXT, places, quote)


def first_record(review: Review) -> Record:
    """Return the record that is written to: that of the last study, which nobody touched."""
    return review.records.records()[-1]


def write(folder: Path, start: int, acknowledge: int) -> None:
    """Apply the script for ever; write a byte for every edit that was saved."""
    review = open_review(folder)
    for edit in script(first_record(review), start):
        review.extraction.apply(edit)
        os.write(acknowledge, b".")


def killed(folder: Path, start: int, seconds: float) -> int:
    """Return how many edits a writer acknowledged before SIGKILL."""
    reading, writing = os.pipe()
    writer = os.fork()
    if writer == 0:
        os.close(reading)
        write(folder, start, writing)
    os.close(writing)
    first = os.read(reading, 1)
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    _, status = os.waitpid(writer, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise RuntimeError("the writer ended by itself")
    with os.fdopen(reading, "rb") as rest:
        return len(first + rest.read())


def main() -> None:
    """Serve until the input ends."""
    for line in sys.stdin:
        task = json.loads(line)
        acknowledged = killed(Path(task["folder"]), task["start"], task["seconds"])
        print(acknowledged, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
