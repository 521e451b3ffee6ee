"""Keys: UUIDv7 that keep the order in which they were made."""

import uuid

from app.domain.ids import id_at, new_id

MOMENT = 1_700_000_000_123_000_000  # nanoseconds since 1970
STEP = 300


def test_keys_of_one_millisecond_keep_their_order() -> None:
    made = [id_at(MOMENT + STEP * number, 2**62 - number) for number in range(3000)]
    assert made == sorted(made)


def test_key_is_a_uuid_of_version_seven() -> None:
    key = uuid.UUID(new_id())
    assert (key.version, key.variant) == (7, uuid.RFC_4122)
