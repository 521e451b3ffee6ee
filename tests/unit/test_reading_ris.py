"""RIS is read in pieces where it is plain, line by line where it is not: with the same result."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.references import ris

LINES = st.sampled_from(
    "TY  - JOUR|TY - JOUR| TY  - BOOK|TI  - A title|AU  - Hale, R|AB  - First words|KW  - one"
    "|KW  -|ER  -|ER  - |   wrapped|further line|II  - not a tag|XX  - unknown|PMID  - 12345678||2."
    "|DO  - 10.1000/a |  TI  - indented|AU  -Hale|TY  - ".split("|")
)
TEXTS = st.lists(LINES, max_size=40)
Seen = tuple[list[ris.RisRecord], list[tuple[int, str]]]


def in_pieces(lines: list[str], cuts: list[int]) -> Seen:
    """Read whole lines in blocks that end where `cuts` say."""
    notes: list[Any] = []
    ends = sorted({min(cut, len(lines)) for cut in cuts} | {len(lines)})
    blocks = [
        "".join(f"{line}\n" for line in lines[start:end])
        for start, end in zip([0, *ends], ends, strict=False)
        if start < end
    ]
    return list(ris.records(blocks, lambda *note: notes.append(note))), notes


def line_by_line(lines: list[str]) -> Seen:
    """Read by the state of one line after the other alone."""
    notes: list[Any] = []
    reading = ris.RecordReading(lambda *note: notes.append(note))
    found = [reading.take(number, text) for number, text in enumerate(lines, start=1)]
    return [one for one in [*found, reading.finish()] if one], notes


@given(TEXTS, st.lists(st.integers(0, 40), max_size=4))
def test_pieces_and_lines_give_the_same_records(lines: list[str], cuts: list[int]) -> None:
    assert in_pieces(lines, cuts) == line_by_line(lines)


@given(TEXTS)
def test_starts_of_records_are_counted_whatever_is_made_of_them(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    assert ris.starts_in(text) == sum(line.startswith(("TY  -", "TY -")) for line in lines)
