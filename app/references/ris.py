"""Reads RIS of every dialect: keeps all tags, survives missing ends, wraps and headers."""

import re
from collections.abc import Iterator

from app.references.ris_fields import csl_of
from app.references.values import Lines, Note, RawRecord, Reference

START = re.compile(r"^\s{0,3}TY {1,4}-")
_TAG = re.compile(r"^\s{0,3}([A-Z][A-Z0-9]|PMID) {2}-(?: {1,2}(.*)|)$")
_LOOSE = re.compile(r"^\s{0,3}([A-Z][A-Z0-9]|PMID) {0,4}-(?: {0,2}(.*)|)$")
_KNOWN = frozenset(
    "TY ER A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CC CL CN CO CP CR CT CY DA DB "
    "DI DO DP DS ED EP ET FU GN ID IS J1 J2 JA JD JF JO JP K1 KW L1 L2 L3 L4 LA LB LK LL LM M1 M2 "
    "M3 M4 N1 N2 NL NO NS NV OL OP PA PB PD PG PI PM PMID PP PT PU PY RD RI RN RP RT SE SF SI SL "
    "SN SO SP SR ST SU SV T1 T2 T3 T4 TA TI TR TS TT TY U1 U2 U3 U4 U5 UR VL VN VO W1 W2 W3 WE WT "
    "WV Y1 Y2 YR".split()
)
_OPENS = frozenset({"TI", "T1", "AU", "A1"})
# tags whose unindented further lines are values of their own (EndNote); elsewhere they are wraps
_LISTS = frozenset(
    "KW N1 DB SN AD AU A1 A2 A3 A4 ED AN CY C1 C2 M1 M2 LA PT UR L1 L2 L4 DP".split()
)
_PARAGRAPHS = frozenset({"AB", "N2"})


def read(lines: Lines, note: Note) -> Iterator[Reference]:
    """Yield the references of RIS text."""
    for record in records(lines, note):
        yield Reference(record.line, record.raw, record.tags, csl_of(record.tags))


def records(lines: Lines, note: Note) -> Iterator[RawRecord]:
    """Yield the records of RIS text with every tag and repeat."""
    reading = _Reading(note)
    for number, text in lines:
        if done := reading.take(number, text):
            yield done
    if done := reading.finish():
        yield done


class _Reading:
    """The record being read; one that has ended waits for lines that still belong to it."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._start = 0
        self._raw: list[str] = []
        self._tags: list[tuple[str, str]] = []
        self._ended = False
        self._pattern = _TAG

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
            self._continue(text)
        return None

    def finish(self) -> RawRecord | None:
        """Return the last record; one without its end is kept with a notice."""
        if not self._start:
            return None
        if not self._ended:
            self._note(self._start, "The last record has no end (ER); it was kept, check it.")
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

    def _continue(self, text: str) -> None:
        tag, before = self._tags[-1]
        if tag in _PARAGRAPHS:
            glue = " " if text.startswith("   ") else "\n"
            self._tags[-1] = (tag, f"{before}{glue}{text.strip()}" if before else text.strip())
        elif tag in _LISTS and not text.startswith("   "):
            self._tags.append((tag, text.strip()))
        else:
            self._tags[-1] = (tag, f"{before} {text.strip()}".strip())
