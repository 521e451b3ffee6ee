"""Stable keys as text: UUIDv7 (RFC 9562, section 5.7), or v5 where two laptops must agree."""

import secrets
import time
import uuid


def new_id() -> str:
    """Return a new UUIDv7, 36 characters, ordered by creation to the millisecond."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return str(uuid.UUID(int=value))


NAMESPACE = uuid.UUID("6f1c0d4e-6a0b-5a43-9d0f-43686172746b")


def derived_id(*parts: str | None) -> str:
    """Return the UUIDv5 (RFC 9562, section 5.5) of a thing that its parts name.

    Two laptops that write the same cell or the same extraction give it the same key.
    """
    name = "\x1f".join("\x00" if part is None else part for part in parts)
    return str(uuid.uuid5(NAMESPACE, name))
