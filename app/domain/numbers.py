"""Numbers as people type and papers print them: 1 204, 1,204, 1.204,5, n = 412.

A comma never vanishes by accident: "1,5" is one and a half or it is refused.
"""

import re
import unicodedata

MAX_DIGITS = 15
"""Digits that survive a spreadsheet cell (an IEEE 754 double)."""

_SAME = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        **dict.fromkeys("’ʼ＇", "'"),
        **dict.fromkeys("−–﹣－", "-"),
        "，": ",",
        "．": ".",
        "＋": "+",
    }
)
_ARABIC_THOUSANDS = "\u066c"
_ARABIC_DECIMAL = "\u066b"
_COUNT = re.compile(r"[nN]\s*=\s*")
_SIGN = re.compile(r"[+-]\s?")
_WHOLE = re.compile(r"\d+|[1-9]\d{0,2}(?:([ ,.'])\d{3})(?:\1\d{3})*")
_FRACTION = re.compile(r"(\d*)[.,](\d+)")
_GROUPED = re.compile(r"([1-9]\d{0,2}(?:([ ,.'])\d{3})(?:\2\d{3})*)([.,])(\d+)")
_EITHER = re.compile(r"[+-]?\s?[1-9]\d{0,2},\d{3}")


def ascii_digits(text: str) -> str:
    """Return text with decimal digits of any script as 0 to 9; superscripts stay."""
    return "".join(_ascii_digit(c) for c in text)


def plain(text: str) -> str:
    """Return text with ASCII digits, spaces, dashes and marks; every character keeps its place."""
    return ascii_digits(text).translate(_SAME)


def _ascii_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def integer(text: str, unit: str = "") -> int | None:
    """Return the whole number typed, or None when it is not one."""
    sign, body = _signed(text, unit)
    if _ARABIC_DECIMAL in body or not _WHOLE.fullmatch(body):
        return None
    digits = _only_digits(body)
    return int(sign + digits) if len(digits) <= MAX_DIGITS else None


def decimal(text: str, unit: str = "") -> str | None:
    """Return the number typed with "." as its decimal sign, every digit kept, or None.

    None also for what `is_ambiguous`: one thousand or one.
    """
    if is_ambiguous(text, unit):
        return None
    sign, body = _signed(text, unit)
    number = _fractional(body)
    if number is None or len(_only_digits(number)) > 2 * MAX_DIGITS:
        return None
    return ("-" if sign == "-" else "") + number


def is_ambiguous(text: str, unit: str = "") -> bool:
    """Tell whether a decimal could be read both ways, as "1,204" can."""
    return _EITHER.fullmatch("".join(_signed(text, unit))) is not None


def _fractional(body: str) -> str | None:
    if _ARABIC_DECIMAL in body:
        whole, _, part = body.partition(_ARABIC_DECIMAL)
        return f"{whole or '0'}.{part}" if _FRACTION.fullmatch(f"{whole}.{part}") else None
    if found := _FRACTION.fullmatch(body):
        return f"{found[1] or '0'}.{found[2]}"
    if _WHOLE.fullmatch(body):
        return _only_digits(body)
    found = _GROUPED.fullmatch(body)
    if found is None or found[2] == found[3]:
        return None
    return f"{_only_digits(found[1])}.{found[4]}"


def _signed(text: str, unit: str) -> tuple[str, str]:
    typed = _without_unit(plain(text).replace(_ARABIC_THOUSANDS, "").strip(), unit)
    if found := _COUNT.match(typed):
        typed = typed[found.end() :]
    found = _SIGN.match(typed)
    return (typed[0], typed[found.end() :]) if found else ("", typed)


def _without_unit(text: str, unit: str) -> str:
    found = re.fullmatch(rf"(.*?\d)\s*{re.escape(unit)}", text, re.IGNORECASE) if unit else None
    return found[1] if found else text


def _only_digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
