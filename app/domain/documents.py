"""Reading of JSON documents: typed access that says what is wrong and where."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.errors import AppError


class FormInvalid(AppError):
    """A document that is not a usable form; `why` is the mistake without the advice."""

    why = ""


def entries_of(entry: Mapping[str, Any], key: str, where: str) -> Sequence[Mapping[str, Any]]:
    """Return the list of objects under a key; raises FormInvalid."""
    found = entry.get(key)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise invalid(f"{where} has no list of {key}")
    return found


def text_of(entry: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    """Return the text under a key, or the default; raises FormInvalid."""
    found = entry.get(key, default)
    if not isinstance(found, str) or (default is None and not found.strip()):
        raise invalid(f"{where} has no text under “{key}”")
    return found


def texts_of(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return the list of texts under a key, none when it is not there; raises FormInvalid."""
    found = entry.get(key, [])
    if not isinstance(found, list) or not all(isinstance(t, str) and t.strip() for t in found):
        raise invalid(f"{where} has something other than texts under “{key}”")
    return tuple(found)


def flag_of(entry: Mapping[str, Any], key: str, where: str) -> bool:
    """Return whether a key says true, false when it is not there; raises FormInvalid."""
    found = entry.get(key, False)
    if not isinstance(found, bool):
        raise invalid(f"{where} has neither true nor false under “{key}”")
    return found


def number_of(entry: Mapping[str, Any], key: str) -> int:
    """Return the whole number under a key, 0 when it is not there; raises FormInvalid."""
    found = entry.get(key, 0)
    if isinstance(found, bool) or not isinstance(found, int) or found < 0:
        raise invalid(f"the form has no whole number under “{key}”")
    return found


def check_unique(what: str, keys: Iterable[str]) -> None:
    """Raise FormInvalid when a key occurs twice."""
    repeated = [key for key, count in Counter(keys).items() if count > 1]
    if repeated:
        raise invalid(f"two {what} are called “{repeated[0]}”")


def invalid(why: str) -> FormInvalid:
    """Return the error for a document that is not a form."""
    found = FormInvalid(
        f"This form cannot be used: {why}. Nothing was changed. Correct the file and try again."
    )
    found.why = why
    return found
