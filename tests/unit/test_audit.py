"""The log is a chain: an entry that was changed, moved or left out is found."""

from collections.abc import Callable

import pytest

from app.services.audit import CHAIN_START, entry_hash
from app.services.log_breaks import Done, breaks
from db.models import AuditRow

MOMENT = "2025-01-31T09:05:00.000000+00:00"


def chain(length: int = 4) -> list[AuditRow]:
    """Return entries as they are written."""
    rows: list[AuditRow] = []
    for seq in range(1, length + 1):
        row = AuditRow(
            seq=seq,
            id=f"id{seq}",
            subject_id="extraction",
            at=MOMENT,
            utc_offset=60,
            device="laptop",
            reviewer_id="reviewer",
            kind="FillAnswer",
            label="Fill Country",
            edit={"kind": "FillAnswer", "after": {"value": seq}},
            previous_hash=rows[-1].hash if rows else CHAIN_START,
        )
        row.hash = entry_hash(row)
        rows.append(row)
    return rows


def told(rows: list[AuditRow]) -> list[tuple[Done, int, int]]:
    return [(found.done, found.first, found.last) for found in breaks(rows)]


def test_log_as_written_is_sound() -> None:
    assert told(chain()) == []
    assert told([]) == []


def change(attribute: str, value: object) -> Callable[[AuditRow], None]:
    return lambda row: setattr(row, attribute, value)


@pytest.mark.parametrize(
    "tamper",
    [
        change("edit", {"kind": "FillAnswer", "after": {"value": 99}}),
        change("at", MOMENT.replace("2025", "2024")),
        change("utc_offset", 0),
        change("device", "desktop"),
        change("reviewer_id", "another"),
        change("label", "Fill Age"),
        change("kind", "AddRow"),
        change("subject_id", None),
        change("previous_hash", CHAIN_START),
    ],
)
def test_changed_entry_is_named(tamper: Callable[[AuditRow], None]) -> None:
    rows = chain()
    tamper(rows[1])
    assert told(rows) == [(Done.CHANGED, 2, 2)]


def test_entry_changed_with_its_hash_breaks_the_next_link() -> None:
    rows = chain()
    rows[1].label = "Fill Age"
    rows[1].hash = entry_hash(rows[1])
    assert told(rows) == [(Done.UNLINKED, 2, 3)]


def test_missing_entries_are_named() -> None:
    rows = chain(6)
    del rows[2:4]
    assert told(rows) == [(Done.REMOVED, 3, 4)]


def test_missing_first_entry_is_named() -> None:
    assert told(chain()[1:]) == [(Done.REMOVED, 1, 1)]


def test_entries_that_were_swapped_are_named_and_no_others() -> None:
    rows = chain(5)
    rows[1].seq, rows[2].seq = 3, 2
    rows[1], rows[2] = rows[2], rows[1]
    assert told(rows) == [(Done.MOVED, 2, 2), (Done.MOVED, 3, 3)]


def test_entry_that_was_put_in_with_a_hash_of_its_own_is_named() -> None:
    rows = chain(4)
    forged = chain(3)[2]
    forged.label, forged.id = "Fill Age", "forged"
    forged.hash = entry_hash(forged)
    rows[2].seq, rows[3].seq = 4, 5
    rows.insert(2, forged)
    assert told(rows) == [(Done.ADDED, 3, 3)]
