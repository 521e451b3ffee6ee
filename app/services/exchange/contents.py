"""What values of a packet must say so that this program can read them: words and shapes of JSON.

A type that fits is not enough: one word that no list has would make the whole review unreadable.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from types import NoneType
from typing import Any

from sqlalchemy import Column
from sqlalchemy.sql.sqltypes import JSON

from app.domain.anchors import AnchorKind
from app.domain.answers import Status
from app.domain.codes import Origin
from app.domain.documents import FormInvalid
from app.domain.fields import FormKind
from app.domain.flow import Found
from app.domain.library import PairAnswer
from app.domain.screening import LeftOut, Retrieval, Stage, Verdict
from app.domain.studies import ExtractionStatus
from app.domain.templates import form_from_json
from app.domain.verification import Verdict as Checked
from app.services.codec import said_from_json
from app.services.version_rows import resolutions_from_json
from db.engine import DamagedContent

Reads = Callable[[Any], object]
UNREADABLE = (DamagedContent, FormInvalid, KeyError, TypeError, ValueError, AttributeError)
FIXED: Mapping[str, tuple[str, ...]] = {"form": ("key", "kind")}
"""Columns that no edit changes: a packet that does is refused."""


def _words(kind: type[Enum], *more: str) -> frozenset[str]:
    return frozenset({*(str(word.value) for word in kind), *more})


WORDS: Mapping[tuple[str, str], frozenset[str]] = {
    ("answer", "status"): _words(Status),
    ("decision", "status"): _words(Status),
    ("extraction", "status"): _words(ExtractionStatus),
    ("anchor", "kind"): _words(AnchorKind),
    ("form", "kind"): _words(FormKind),
    ("search", "kind"): _words(Found, ""),
    ("record", "left_out"): _words(LeftOut),
    ("record", "retrieval"): _words(Retrieval),
    ("record_pair", "answer"): _words(PairAnswer),
    ("screening_decision", "stage"): _words(Stage),
    ("screening_decision", "decision"): _words(Verdict),
    ("screening_decision", "role"): frozenset({"own", "final"}),
    ("verification", "verdict"): _words(Checked),
    ("code", "origin"): _words(Origin),
}


def says_what_reads(column: Column[Any], values: Sequence[Any]) -> bool:
    """Tell whether the values of a column, of types that fit, can be read by the program."""
    place = (column.table.name, column.name)
    words = WORDS.get(place)
    if words is not None and not words.issuperset(values):
        return False
    held = _container(column)
    if held is not None and not set(map(type, values)) <= {held, NoneType}:
        return False
    reads = _READERS.get(place)
    return reads is None or _all_read(reads, values)


def _container(column: Column[Any]) -> type | None:
    """Return what JSON the column holds when its default says it: an object or a list."""
    made = getattr(column.default, "arg", None)
    is_json = isinstance(column.type, JSON) and callable(made)
    return type(made(None)) if is_json and made is not None else None


def _all_read(reads: Reads, values: Collection[Any]) -> bool:
    try:
        for value in values:
            if value is not None:
                reads(value)
    except UNREADABLE:
        return False
    return True


def _texts(values: Any) -> None:  # noqa: ANN401 - any JSON
    if type(values) is not list or not set(map(type, values)) <= {str}:
        raise ValueError("not a list of texts")


def _pairs(values: Any) -> None:  # noqa: ANN401 - any JSON
    for one, other in values:
        _texts([name for name in (one, other) if name is not None])


def _places(document: Any) -> None:  # noqa: ANN401 - any JSON
    """Check places as `places_from_json` reads them, without making them: there are very many."""
    for page, rects in document:
        if type(page) is not int:
            raise TypeError("not a page")
        for left, top, right, bottom in rects:
            sum((left, top, right, bottom), 0.0)  # a TypeError if one is no number


def _checked(value: Any) -> None:  # noqa: ANN401 - any JSON
    Status(value["status"])


_READERS: Mapping[tuple[str, str], Reads] = {
    ("answer", "others"): said_from_json,
    ("anchor", "places"): _places,
    ("form_version", "document"): form_from_json,
    ("form_version", "resolutions"): resolutions_from_json,
    ("decision", "rows"): _texts,
    ("decision", "anchors"): _texts,
    ("decision", "knew"): _texts,
    ("row_alignment", "pairs"): _pairs,
    ("verification", "value"): _checked,
}
