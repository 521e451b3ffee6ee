"""Reads tagged text that is not RIS: PubMed, Web of Science, Ovid, Refer, old Cochrane."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.references.values import Lines, Note, RawRecord


@dataclass(frozen=True, slots=True)
class Shape:
    """How a format writes records: its tag line, its first lines and how lines go on.

    `tag` has the groups tag and value. A record starts at a line that `start` matches, or with
    `after_blank` at a tag that follows an empty line; `repeats` end a record when they come again;
    `lists` are tags whose further lines are values of their own; `end` closes a record,
    `closing` the file.
    """

    tag: re.Pattern[str]
    start: re.Pattern[str] | None = None
    after_blank: bool = False
    repeats: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    end: str = ""
    closing: str = ""


MEDLINE = Shape(
    re.compile(r"^([A-Z][A-Z0-9]{1,4}) {0,3}-(?: (.*)|)$"),
    after_blank=True,
    repeats=frozenset({"PMID", "UI"}),
)
CIW = Shape(
    re.compile(r"^([A-Z][A-Z0-9])(?: (.*)|)$"),
    repeats=frozenset({"PT"}),
    lists=frozenset("AU AF BE BA BF GP CR C1 C3 EM RI OI".split()),
    end="ER",
    closing="EF",
)
OVID = Shape(
    re.compile(r"^([A-Z][A-Z0-9]) {0,2}-(?: {1,2}(.*)|)$"), start=re.compile(r"^<\d+\. ?>\s*$")
)
ENW = Shape(
    re.compile(r"^%(\S)(?: (.*)|)$"),
    start=re.compile(r"^%0"),
    after_blank=True,
    lists=frozenset("AEKU"),
)
COCHRANE = Shape(
    re.compile(r"^([A-Z][A-Z0-9]{1,2}): (.*)$"),
    start=re.compile(r"^Record #\d+ of \d+"),
    after_blank=True,
)

REFWORKS = Shape(
    re.compile(r"^([A-Z][A-Z0-9]|vo) (.*)$"),
    start=re.compile(r"^RT "),
    repeats=frozenset({"RT"}),
)
NOTEEXPRESS = Shape(
    re.compile(r"^\{([A-Z][A-Za-z /]{2,40})\}: ?(.*)$"),
    start=re.compile(r"^\{Reference Type\}:"),
)


def records(lines: Lines, shape: Shape, note: Note) -> Iterator[RawRecord]:
    """Yield the records of tagged text."""
    reading = _Reading(shape)
    for number, text in lines:
        if done := reading.take(number, text):
            yield done
    if done := reading.finish():
        if shape.end and not reading.ended:
            note(done.line, f"The last record has no end ({shape.end}); it was kept, check it.")
        yield done


class _Reading:
    """The record being read."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._start = 0
        self._raw: list[str] = []
        self._tags: list[tuple[str, str]] = []
        self._blank = True
        self.ended = False

    def take(self, number: int, text: str) -> RawRecord | None:
        """Take a line; returns the record before when this line starts another."""
        found = self._shape.tag.match(text)
        if found and found[1] == self._shape.closing:
            return None
        done = self.finish() if self._starts(text, found) else None
        if found and self._shape.end == found[1]:
            self.ended = True
            self._raw.append(text)
        elif found or self._raw:
            self._keep(number, text, found)
        elif self._shape.start and self._shape.start.match(text):
            self._start, self._raw = number, [text]
        self._blank = not text.strip()
        return done

    def finish(self) -> RawRecord | None:
        """Return the record read and begin another."""
        done = None
        if self._tags:
            done = RawRecord(self._start, "\n".join(self._raw).strip("\n"), tuple(self._tags))
        self._start, self._raw, self._tags = 0, [], []
        return done

    def _starts(self, text: str, found: re.Match[str] | None) -> bool:
        if self._shape.start and self._shape.start.match(text):
            return True
        if self.ended and found and found[1] != self._shape.end:
            self.ended = False
            return True
        if not found or not self._tags:
            return False
        if found[1] in self._shape.repeats:
            return any(tag == found[1] for tag, _ in self._tags)
        return self._shape.after_blank and self._blank and not text.startswith(" ")

    def _keep(self, number: int, text: str, found: re.Match[str] | None) -> None:
        self._start = self._start or number
        self._raw.append(text)
        if found:
            self._tags.append((found[1], (found[2] or "").strip()))
        elif text.strip() and self._tags and not self.ended:
            self._continue(text)

    def _continue(self, text: str) -> None:
        tag, before = self._tags[-1]
        if tag in self._shape.lists:
            self._tags.append((tag, text.strip()))
        else:
            glue = " " if text.startswith("  ") or not before else "\n"
            self._tags[-1] = (tag, f"{before}{glue}{text.strip()}".strip())
