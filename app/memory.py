"""Memory that was freed goes back to the system."""

import ctypes
import sys


def give_back_memory() -> None:
    """Return what was freed; the C library of Linux keeps it otherwise, other systems do not."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
