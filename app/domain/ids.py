"""Stable keys as text: UUIDv7 (RFC 9562, section 5.7), or v5 where two laptops must agree."""

import os
import time
import uuid


def new_id() -> str:
    """Return a new UUIDv7, 36 characters, ordered by creation as finely as the clock goes."""
    return id_at(time.time_ns(), int.from_bytes(os.urandom(8), "big"))


def id_at(nanoseconds: int, chance: int) -> str:
    """Return the UUIDv7 of a moment since 1970 with 62 bits of chance.

    The 12 bits behind the milliseconds are their fraction (RFC 9562, section 6.2, method 3), so
    that what is made in one go keeps its order.
    """
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76
    value |= rest * 4096 // 1_000_000 << 64 | 0b10 << 62 | chance & _LOW
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_LOW = (1 << 62) - 1
NAMESPACE = uuid.UUID("6f1c0d4e-6a0b-5a43-9d0f-43686172746b")


def derived_id(*parts: str | None) -> str:
    """Return the UUIDv5 (RFC 9562, section 5.5) of a thing that its parts name.

    Two laptops that write the same cell or the same extraction give it the same key.
    """
    name = "\x1f".join("\x00" if part is None else part for part in parts)
    return str(uuid.uuid5(NAMESPACE, name))
