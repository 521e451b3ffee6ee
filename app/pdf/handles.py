"""What PDFium gives out: pointers that only PDFium understands."""

import ctypes
from typing import NewType

Handle = NewType("Handle", ctypes.c_void_p)
