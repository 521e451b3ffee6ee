"""Reads RIS of every dialect: keeps all tags, survives missing ends, wraps and headers."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from app.references.ris_fields import csl_of
from app.references.values import Line, Lines, Note, RawRecord, Reference

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
_LINE = re.compile(r"^([A-Z][A-Z0-9]|PMID)  -(?: +(.*)|)$", re.MULTILINE)
_LINE_OR_WRAP = re.compile(
    r"^(?:([A-Z][A-Z0-9]|PMID)  -(?: +(.*)|)|([^\n]*\S[^\n]*))$", re.MULTILINE
)
_CUT = "\nTY  - "
_CUT_OFF = "The last record has no end (ER); it was kept, check it."
_PIECE = 1 << 22  # characters without a plain TY that are kept together
_OPENS = frozenset({"TI", "T1", "AU", "A1"})
# tags whose unindented further lines are values of their own (EndNote); elsewhere they are wraps
_LISTS = frozenset(
    "KW N1 DB SN AD AU A1 A2 A3 A4 ED AN CY C1 C2 M1 M2 LA PT UR L1 L2 L4 DP".split()
)
_PARAGRAPHS = frozenset({"AB", "N2"})
Fields: TypeAlias = list[tuple[str, str]]


def read(blocks: Lines, note: Note) -> Iterator[Reference]:
    """Yield the references of RIS text; `blocks` are whole lines with the number of the first."""
    for record in records(blocks, note):
        yield Reference(record.line, record.raw, record.tags, csl_of(record.tags))


def records(blocks: Lines, note: Note) -> Iterator[RawRecord]:
    """Yield the records of RIS text with every tag and repeat.

    The text is cut where a plain TY begins a line. A piece that is one plain record is read at
    once; every other goes line by line through `RecordReading`, which has the same result.
    """
    reading = RecordReading(note)
    for number, piece in _pieces(blocks):
        if reading.may_skip and (plain := _plain(number, piece)):
            if done := reading.finish("The record has no end (ER); the next TY ended it."):
                yield done
            reading = RecordReading(note)
            yield plain
            continue
        lines = piece.removesuffix("\n").split("\n")
        for place, text in enumerate(lines, start=number):
            if done := reading.take(place, text):
                yield done
    if done := reading.finish():
        yield done


def starts_in(text: str) -> int:
    """Count the lines of a block that start a record, whatever is made of them."""
    near = text.count("\nTY ") + text.startswith("TY ")
    plain = text.count("\nTY  -") + text.startswith("TY  -")
    return plain if plain == near else len(_START_LINE.findall(text))


def _pieces(blocks: Lines) -> Iterator[Line]:
    """Yield pieces of whole lines; all but the first begin with a plain TY, if there are such."""
    number, rest = 1, ""
    for _, block in blocks:
        rest += block
        last = rest.rfind(_CUT) + 1
        if not last and len(rest) > _PIECE:
            last = len(rest)
        start = 0
        while start < last:
            end = rest.find(_CUT, start, last) + 1 or last
            piece = rest[start:end]
            yield number, piece
            number += piece.count("\n")
            start = end
        rest = rest[last:]
    if rest:
        yield number, rest


def _plain(number: int, piece: str) -> RawRecord | None:
    """Read a piece that is one record of plain tags and wraps; None: it needs a closer look."""
    raw = piece.strip("\n")
    found: Fields = _LINE.findall(raw)
    is_plain = (
        len(found) == raw.count("\n") + 1
        and found[0][0] == "TY"
        and "\nTY  -" not in raw
        and found.pop()[0] == "ER"
        and dict(found).keys() <= _TAGS_INSIDE
    )
    if not is_plain:
        return _wrapped(number, raw)
    if " \n" in raw:
        found = [(tag, value.rstrip()) for tag, value in found]
    return RawRecord(number, raw, tuple(found))


def _wrapped(number: int, raw: str) -> RawRecord | None:
    """Read a record some of whose lines are no plain tags; None where one begins another record."""
    tags: Fields = []
    ended = False
    if not raw.startswith("TY  - "):
        return None
    for tag, value, other in _LINE_OR_WRAP.findall(raw):
        if tag in _TAGS_INSIDE and not ended:
            tags.append((tag, value.rstrip()))
        elif tag == "ER":
            ended = True
        elif not tag:
            if _TAG.match(other) or START.match(other):
                return None
            if not ended:
                _wrap(tags, other)
        elif tag in _OPENS or tag == "TY" or tags[-1][0] in _PARAGRAPHS:
            return None
        else:
            tags.append((tag, value.rstrip()))
    return RawRecord(number, raw, tuple(tags)) if ended else None


def _wrap(tags: Fields, text: str) -> None:
    """Add a line without a tag to what stands before it, or as a further value."""
    tag, before = tags[-1]
    if tag in _PARAGRAPHS:
        glue = " " if text.startswith("   ") else "\n"
        tags[-1] = (tag, f"{before}{glue}{text.strip()}" if before else text.strip())
    elif tag in _LISTS and not text.startswith("   "):
        tags.append((tag, text.strip()))
    else:
        tags[-1] = (tag, f"{before} {text.strip()}".strip())


class RecordReading:
    """The record being read; one that has ended waits for lines that still belong to it."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._start = 0
        self._raw: list[str] = []
        self._tags: list[tuple[str, str]] = []
        self._ended = False
        self._pattern = _TAG

    @property
    def may_skip(self) -> bool:
        """Tell whether a plain record that follows is read the same without this."""
        return self._pattern is _TAG

    def take(self, number: int, text: str) -> RawRecord | None:
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
            self._tags.append((tag, (found[2] or "").strip()))
        elif text.strip() and not self._ended:
            _wrap(self._tags, text)
        return None

    def finish(self, unended: str = _CUT_OFF) -> RawRecord | None:
        """Return the last record; one without its end is kept with a notice."""
        if not self._start:
            return None
        if not self._ended:
            self._note(self._start, unended)
        return RawRecord(self._start, "\n".join(self._raw).strip("\n"), tuple(self._tags))

    def _before_first(self, number: int, text: str, tag: str) -> RawRecord | None:
        if tag in _OPENS:
            return self._open(number, text, tag, self._value(text))
        return None

    def _value(self, text: str) -> str:
        found = self._pattern.match(text)
        return (found[2] or "") if found else ""

    def _open(self, number: int, text: str, tag: str, value: str) -> RawRecord | None:
        done = None
        if self._start:
            if not self._ended:
                self._note(self._start, "The record has no end (ER); the next TY ended it.")
            done = RawRecord(self._start, "\n".join(self._raw).strip("\n"), tuple(self._tags))
        if tag != "TY":
            self._note(number, "The record does not begin with TY; it was kept.")
        self._start, self._ended = number, False
        self._raw = [text]
        self._tags = [(tag, value.strip())]
        return done

    def _in_paragraph(self) -> bool:
        return bool(self._tags) and self._tags[-1][0] in _PARAGRAPHS and not self._ended
