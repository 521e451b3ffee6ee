"""What PDFium gives out: pointers that only PDFium understands."""

from typing import NewType

Handle = NewType("Handle", object)
