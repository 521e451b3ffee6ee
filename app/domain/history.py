"""The log as a reader sees it: when, who, what was done, and the value that then stood there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.answers import Answer, Cell, Said, Status

SEALING = frozenset({"SealExtraction", "TakeExtraction"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the log. `at` is ISO 8601 in UTC, `utc_offset` minutes of the device's clock.

    Of a step on an answer `cell` says which and `answer` what stood there afterwards.
    """

    at: str
    utc_offset: int
    who: str
    device: str
    label: str
    kind: str
    cell: Cell | None = None
    answer: Answer | None = None
    reason: str = ""


def fills(document: Mapping[str, Any]) -> Iterator[tuple[Cell, Answer]]:
    """Yield the answers that a logged edit set, those of the edits in it too."""
    for cell, answer, _reason in explained(document):
        yield cell, answer


def steps(document: object) -> Iterator[Mapping[str, Any]]:
    """Yield a logged edit, or the edits in it; nothing of what does not read any more."""
    if not isinstance(document, Mapping):
        return
    if document.get("kind") == "Together":
        parts = document.get("edits")
        for part in parts if isinstance(parts, list) else ():
            yield from steps(part)
    else:
        yield document


def sealings(document: object) -> Iterator[str]:
    """Yield the ids of the seals that a logged edit set, those of the edits in it too."""
    for edit in steps(document):
        if edit.get("kind") in SEALING:
            yield str(edit.get("seal_id"))


def explained(document: object, reason: str = "") -> Iterator[tuple[Cell, Answer, str]]:
    """Yield the answers that a logged edit set, and why.

    What was altered outside the program until it does not read any more yields nothing.
    """
    if not isinstance(document, Mapping):
        return
    if document.get("kind") == "Together":
        why, parts = str(document.get("reason") or reason), document.get("edits")
        for part in parts if isinstance(parts, list) else ():
            yield from explained(part, why)
    elif document.get("kind") == "FillAnswer":
        set_here = _set_by(document)
        if set_here is not None:
            yield (*set_here, reason)


def _set_by(document: Mapping[str, Any]) -> tuple[Cell, Answer] | None:
    try:
        return cell_of(document["cell"]), answer_of(document["after"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def cell_of(document: Mapping[str, Any]) -> Cell:
    """Return a logged cell."""
    return Cell(document["extraction_id"], document["field_id"], document.get("row_id"))


def answer_of(document: Mapping[str, Any]) -> Answer:
    """Return a logged answer; what later versions added may be missing in it."""
    others = tuple(Said(said["report_id"], said["value"]) for said in document.get("others") or ())
    return Answer(
        document.get("value"),
        Status(document["status"]),
        document.get("note") or "",
        bool(document.get("flagged")),
        document.get("report_id") or "",
        others,
    )
