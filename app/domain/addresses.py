"""Addresses under which Chartdesk opens a highlight: chartdesk://review/answer?…"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from app.domain.errors import AppError

SCHEME = "chartdesk"
START = f"{SCHEME}://review/answer"
_SAFE = re.compile(r"[A-Za-z0-9._-]+")
LONGEST = 255  # characters a text in a formula may have


@dataclass(frozen=True, slots=True)
class Address:
    """A highlight of a review by their ids; `field_id` is the field it stands for, or ""."""

    review_id: str
    anchor_id: str
    field_id: str = ""

    def __str__(self) -> str:
        """Return it as it stands in a workbook; a field too long to name is left out."""
        short = f"{START}?review={_quoted(self.review_id)}&quote={_quoted(self.anchor_id)}"
        if not self.field_id:
            return short
        full = f"{short}&field={_quoted(self.field_id)}"
        return full if len(full) <= LONGEST else short


def _quoted(key: str) -> str:
    """Return a key as an address takes it; those of this program are letters, digits, -, _, ."""
    return key if _SAFE.fullmatch(key) else quote(key, safe="")


def is_address(text: str) -> bool:
    """Tell whether text is meant as an address of Chartdesk."""
    return text.casefold().startswith(f"{SCHEME}:")


def read_address(text: str) -> Address:
    """Return what an address names; raises AppError for any other text."""
    try:
        parts = urlsplit(text.strip())
        said = parse_qs(parts.query, max_num_fields=20)
    except ValueError:
        raise _unreadable() from None
    where = f"{parts.scheme}://{parts.netloc}{parts.path}".casefold().rstrip("/")
    review, quote = said.get("review", [""])[0], said.get("quote", [""])[0]
    if where != START or not review or not quote:
        raise _unreadable()
    return Address(review, quote, said.get("field", [""])[0])


def _unreadable() -> AppError:
    return AppError(
        "This is not an address of a highlight. Nothing was opened. "
        "Copy it from the Quotes sheet of a workbook that Chartdesk wrote."
    )
