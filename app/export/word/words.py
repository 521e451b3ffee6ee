"""Text as a Word document can hold it."""

import re

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Return text without the characters that XML 1.0 forbids; other line ends become \\n."""
    return _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
