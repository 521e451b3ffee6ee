"""Values to JSON and back: anchors, edits, and the hashes over them."""

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from app.domain.anchors import Anchor, Place, Rect
from app.domain.answers import Answer, Cell, Json, Said
from app.domain.edits import Edit, Together
from db.engine import DamagedContent

if TYPE_CHECKING:
    from msgspec.json import Encoder

Word = TypeVar("Word", bound=Enum)


def canonical(value: object) -> str:
    """Return JSON with sorted keys and no blanks: equal values give equal text."""
    return _canonical(value)


_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def canonical_bytes(value: Sequence[object] | Mapping[str, object]) -> bytes:
    """Return the UTF-8 of the `canonical` of a list or object, in a third of its time.

    msgspec writes all JSON as Python does but numbers with an exponent or of less than
    0.0001, and half of a character, which are left to Python. Which of the two wrote can't be
    seen: hashes are over these bytes.
    """
    try:
        written = _sorted_encoder().encode(value)
    except UnicodeEncodeError:
        written = None
    if written is None or _OTHERWISE.search(written):
        return canonical(value).encode("utf-8", "surrogatepass")
    return written


def canonical_lines(
    values: Sequence[Sequence[object] | Mapping[str, object]], *, has_numbers: bool = True
) -> list[bytes]:
    """Return the `canonical_bytes` of each of many lists or objects, in half of the time.

    `has_numbers` False: texts and whole numbers alone, which need not be looked at.
    """
    try:
        written = _sorted_encoder().encode_lines(values)
    except UnicodeEncodeError:
        return list(map(canonical_bytes, values))
    if has_numbers and _may_differ(written):
        return list(map(canonical_bytes, values))
    return written.splitlines()


def _may_differ(written: bytes) -> bool:
    """Tell whether `_OTHERWISE` may be in it, in a third of the time of the expression.

    Without its digits, a number with an exponent is an e, or a point and an e.
    """
    alike = written.translate(_BEFORE_NUMBERS, b"-")
    if b",0.0000" in alike:
        return True
    bare = alike.translate(None, b"0123456789")
    return b",e" in bare or b",.e" in bare


@cache
def _sorted_encoder() -> "Encoder":
    from msgspec.json import Encoder  # not needed before very many come

    return Encoder(order="sorted")


_OTHERWISE = re.compile(rb"[\[:,]-?(?:\d+(?:\.\d+)?e|0\.0000)")
_BEFORE_NUMBERS = bytes.maketrans(b"[:", b",,")


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def storable(text: str) -> str:
    """Return text that every database takes: without NUL, lone surrogates replaced."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def places_to_json(places: Sequence[Place]) -> list[Json]:
    """Return [[page, [[left, top, right, bottom], ...]], ...] in points.

    Always floats: a whole number would be read back as one and have another checksum.
    """
    return [[place.page, [_points(rect) for rect in place.rects]] for place in places]


def _points(rect: Rect) -> list[Json]:
    return [float(edge) for edge in (rect.left, rect.top, rect.right, rect.bottom)]


def places_from_json(document: Any) -> tuple[Place, ...]:  # noqa: ANN401 - as it is stored
    """Read what `places_to_json` wrote; raises DamagedContent."""
    try:
        return tuple(
            [  # lists: generators take a third longer, and a review has 60,000 quotes
                Place(int(page), tuple([Rect(*map(float, rect)) for rect in rects]))
                for page, rects in document
            ]
        )
    except (TypeError, ValueError) as error:
        raise DamagedContent("the places of a quote do not read") from error


def said_to_json(others: Sequence[Said]) -> list[Json] | None:
    """Return [[report_id, value], ...] of what other reports say; None when they say nothing."""
    return [[said.report_id, said.value] for said in others] or None


def said_from_json(document: Any) -> tuple[Said, ...]:  # noqa: ANN401 - as it is stored
    """Read what `said_to_json` wrote; raises DamagedContent."""
    try:
        return tuple(Said(str(report_id), value) for report_id, value in document or ())
    except (TypeError, ValueError) as error:
        raise DamagedContent("what other reports say does not read") from error


def word_of(kind: type[Word], text: str) -> Word:
    """Return the word of a closed list that is stored as text; raises DamagedContent."""
    try:
        return kind(text)
    except ValueError as error:
        raise DamagedContent(f"no such {kind.__name__}") from error


def edit_to_json(edit: Edit) -> dict[str, Any]:
    """Return the edit as a JSON object with its kind, for the audit log."""
    if isinstance(edit, Together):
        told = {"reason": edit.reason} if edit.reason else {}
        return {"kind": "Together", "edits": [edit_to_json(part) for part in edit.edits], **told}
    return {"kind": type(edit).__name__, **_plain(dataclasses.asdict(edit))}


def answer_checksum(cell: Cell, answer: Answer) -> str:
    """Return the checksum kept beside an answer, so that bit rot does not stay silent.

    Reports count only where they are named: checksums of before stay as they are.
    """
    said = said_to_json(answer.others)
    return digest(
        [
            cell.extraction_id,
            cell.field_id,
            cell.row_id,
            answer.value,
            answer.status.value,
            answer.note,
            answer.flagged,
            *([answer.report_id, said] if answer.report_id or said else []),
        ]
    )


def anchor_checksum(anchor: Anchor) -> str:
    """Return the checksum kept beside evidence: the paper, the places and the quote."""
    return digest(
        [anchor.anchor_id, anchor.paper, storable(anchor.quote), places_to_json(anchor.places)]
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON-like tree of dataclass fields
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value
