"""Reads RIS of every dialect: keeps all tags, survives missing ends, wraps and headers."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from app.references.ris_fields import csl_of
from app.references.values import ByTag, Note, Reference

START = re.compile(r"^\s{0,3}TY {1,4}-")
_START_LINE = re.compile(r"^TY {1,4}-", re.MULTILINE)
_TAG = re.compile(r"^\s{0,3}([A-Z][A-Z0-9]|PMID) {2}-(?: {1,2}(.*)|)$")
_LOOSE = re.compile(r"^\s{0,3}([A-Z][A-Z0-9]|PMID) {0,4}-(?: {0,2}(.*)|)$")
_KNOWN = frozenset(
    "TY ER A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CC CL CN CO CP CR CT CY DA DB "
    "DI DO DP DS ED EP ET FU GN ID IS J1 J2 JA JD JF JO JP K1 KW L1 L2 L3 L4 LA LB LK LL LM M1 M2 "
    "M3 M4 N1 N2 NL NO NS NV OL OP PA PB PD PG PI PM PMID PP PT PU PY RD RI RN RP RT SE SF SI SL "
    "SN SO SP SR ST SU SV T1 T2 T3 T4 TA TI TR TS TT TY U1 U2 U3 U4 U5 UR VL VN VO W1 W2 W3 WE WT "
    "WV Y1 Y2 YR AI AR D2 EA EI FX GP J9 JI OI PN WC".split()
)
_TAGS_INSIDE = _KNOWN - {"ER"}
_HEADS = {f"{tag}  - ": tag for tag in _TAGS_INSIDE if len(tag) == 2}
_LINE = re.compile(r"^([A-Z][A-Z0-9]|PMID)  -(?: +(.*)|)$")
_OPENING = "TY  - "
_CUT = "\n" + _OPENING
_REACH = 12  # characters in which the dash of an indented tag stands
_BLANK = ("", " ")
_CUT_OFF = "The last record has no end (ER); it was kept, check it."
_PIECE = 1 << 22  # characters without a plain TY that are kept together
_OPENS = frozenset({"TI", "T1", "AU", "A1"})
# tags whose unindented further lines are values of their own (EndNote); elsewhere they are wraps
_LISTS = frozenset(
    "KW N1 DB SN AD AU A1 A2 A3 A4 ED AN CY C1 C2 M1 M2 LA PT UR L1 L2 L4 DP".split()
)
_PARAGRAPHS = frozenset({"AB", "N2"})
Started: TypeAlias = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class RisRecord:
    """A record before it is understood: its first line, its text, the values of each tag."""

    line: int
    raw: str
    tags: ByTag


def _uncounted(_: int) -> None:
    """Nobody counts."""


def read(blocks: Iterable[str], note: Note, started: Started = _uncounted) -> Iterator[Reference]:
    """Yield the references of RIS text; `blocks` are whole lines."""
    for record in records(blocks, note, started):
        yield Reference(record.line, record.raw, record.tags, csl_of(record.tags))


def records(
    blocks: Iterable[str], note: Note, started: Started = _uncounted
) -> Iterator[RisRecord]:
    """Yield the records of RIS text with every tag and repeat.

    The text is cut where a plain TY begins a line. A piece that is one plain record is read at
    once; every other goes line by line through `RecordReading`, which has the same result.
    `started` is told how many records a piece of text starts, whatever is made of them.
    """
    reading = RecordReading(note)
    number = 1
    for piece in _pieces(blocks):
        lines = piece.split("\n")
        if reading.may_skip and (plain := _plain(number, piece, lines)):
            started(1)
            if done := reading.finish("The record has no end (ER); the next TY ended it."):
                yield done
                reading = RecordReading(note)
            yield plain
        else:
            started(starts_in(piece))
            yield from reading.take_all(number, lines if lines[-1] else lines[:-1])
        number += len(lines) - 1
    if done := reading.finish():
        yield done


def starts_in(text: str) -> int:
    """Count the lines of a text that start a record, whatever is made of them."""
    return len(_START_LINE.findall(text)) if "TY " in text else 0


def _pieces(blocks: Iterable[str]) -> Iterator[str]:
    """Yield pieces of whole lines; all but the first begin with a plain TY, if there are such."""
    rest, opening = "", ""
    for block in blocks:
        searched = max(0, len(rest) - len(_CUT))
        rest += block
        if rest.find(_CUT, searched) < 0:
            if len(rest) > _PIECE:
                yield opening + rest
                rest, opening = "", ""
            continue
        *pieces, rest = rest.split(_CUT)
        for piece in pieces:
            yield f"{opening}{piece}\n"
            opening = _OPENING
    if opening or rest:
        yield opening + rest


def _plain(number: int, piece: str, lines: list[str]) -> RisRecord | None:
    """Read a piece that is one record of plain tags and wraps; None: it needs a closer look."""
    if not piece.startswith(_OPENING):
        return None
    tags: ByTag = {}
    tag = ""
    heads = _HEADS.get
    left = iter(lines)
    for line in left:
        if found := heads(line[:6]):
            tag = found
            if tag in tags:
                tags[tag].append(line[6:].strip())
            else:
                tags[tag] = [line[6:].strip()]
        elif line[:5] == "ER  -" and line[5:6] in _BLANK:
            whole = _closes(left, tags)
            return RisRecord(number, piece.strip("\n"), _telling(tags)) if whole else None
        elif " -" in line[:_REACH] and (_TAG.match(line) or START.match(line)):
            if line[2:] != "  -" or line[:2] not in _TAGS_INSIDE or line[:2] == "TY":
                return None
            tags.setdefault(tag := line[:2], []).append("")
        elif line and not line.isspace():
            _wrap(tags[tag], tag, line)
    return None


def _closes(lines: Iterator[str], tags: ByTag) -> bool:
    """Tell whether nothing behind the end of a record begins another; late tags are taken in."""
    for line in lines:
        if not line:
            continue
        found = _LINE.match(line)
        if found is None:
            if _TAG.match(line) or START.match(line):
                return False
        elif (tag := found[1]) in _OPENS or tag == "TY":
            return False
        elif tag != "ER":
            tags.setdefault(tag, []).append((found[2] or "").rstrip())
    return True


def _telling(tags: ByTag) -> ByTag:
    """Return the values without the empty ones."""
    for values in tags.values():
        if "" in values:
            kept = {tag: [value for value in values if value] for tag, values in tags.items()}
            return {tag: values for tag, values in kept.items() if values}
    return tags


def _wrap(values: list[str], tag: str, text: str) -> None:
    """Add a line without a tag to the value that stands before it, or as a further one."""
    before = values[-1]
    if tag in _PARAGRAPHS:
        glue = " " if text.startswith("   ") else "\n"
        values[-1] = f"{before}{glue}{text.strip()}" if before else text.strip()
    elif tag in _LISTS and not text.startswith("   "):
        values.append(text.strip())
    else:
        values[-1] = f"{before} {text.strip()}".strip()


class RecordReading:
    """The record being read; one that has ended waits for lines that still belong to it."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._start = 0
        self._raw: list[str] = []
        self._tags: ByTag = {}
        self._last = ""
        self._ended = False
        self._pattern = _TAG

    @property
    def may_skip(self) -> bool:
        """Tell whether a plain record that follows is read the same without this."""
        return self._pattern is _TAG

    def take(self, number: int, text: str) -> RisRecord | None:
        """Take a line; returns the record before when this line starts another."""
        found = self._pattern.match(text)
        if found is None and START.match(text):
            self._pattern = _LOOSE  # this file writes its tags another way
            found = _LOOSE.match(text)
        tag = found[1] if found else ""
        if tag == "TY" or (self._ended and tag in _OPENS):
            return self._open(number, text, tag, (found[2] or "") if found else "")
        if not self._start:
            return self._before_first(number, text, tag)
        self._raw.append(text)
        if tag == "ER":
            self._ended = True
        elif found and (tag in _KNOWN or not self._in_paragraph()):
            self._tags.setdefault(tag, []).append((found[2] or "").strip())
            self._last = tag
        elif text.strip() and not self._ended:
            _wrap(self._tags[self._last], self._last, text)
        return None

    def take_all(self, number: int, lines: Iterable[str]) -> Iterator[RisRecord]:
        """Take lines, the first with its number; yields the records that they end."""
        for place, text in enumerate(lines, start=number):
            if done := self.take(place, text):
                yield done

    def finish(self, unended: str = _CUT_OFF) -> RisRecord | None:
        """Return the last record; one without its end is kept with a notice."""
        if not self._start:
            return None
        if not self._ended:
            self._note(self._start, unended)
        return self._record()

    def _record(self) -> RisRecord:
        raw = "\n".join(self._raw).strip("\n")
        return RisRecord(self._start, raw, _telling(self._tags))

    def _before_first(self, number: int, text: str, tag: str) -> RisRecord | None:
        if tag in _OPENS:
            return self._open(number, text, tag, self._value(text))
        return None

    def _value(self, text: str) -> str:
        found = self._pattern.match(text)
        return (found[2] or "") if found else ""

    def _open(self, number: int, text: str, tag: str, value: str) -> RisRecord | None:
        done = None
        if self._start:
            if not self._ended:
                self._note(self._start, "The record has no end (ER); the next TY ended it.")
            done = self._record()
        if tag != "TY":
            self._note(number, "The record does not begin with TY; it was kept.")
        self._start, self._ended = number, False
        self._raw = [text]
        self._tags, self._last = {tag: [value.strip()]}, tag
        return done

    def _in_paragraph(self) -> bool:
        return self._last in _PARAGRAPHS and not self._ended
