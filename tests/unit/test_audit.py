"""The log is a chain: an entry that was changed, moved or left out is found."""

from collections.abc import Callable

import pytest

from app.services.audit import CHAIN_START, broken_links, entry_hash
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


def test_log_as_written_is_sound() -> None:
    assert list(broken_links(iter(chain()))) == []
    assert list(broken_links(iter([]))) == []


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
    assert list(broken_links(iter(rows))) == [2]


def test_entry_changed_with_its_hash_breaks_the_next_link() -> None:
    rows = chain()
    rows[1].label = "Fill Age"
    rows[1].hash = entry_hash(rows[1])
    assert list(broken_links(iter(rows))) == [3]


def test_missing_entry_breaks_the_next_link() -> None:
    rows = chain()
    del rows[1]
    assert list(broken_links(iter(rows))) == [3]


def test_missing_first_entry_breaks_the_chain() -> None:
    assert list(broken_links(iter(chain()[1:]))) == [2]


def test_entries_in_another_order_break_the_chain() -> None:
    rows = chain()
    rows[1], rows[2] = rows[2], rows[1]
    assert set(broken_links(iter(rows))) == {2, 3, 4}
