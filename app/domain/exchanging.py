"""Edits that are taken back by putting what was before in the place of what came after."""

from dataclasses import Field, replace
from typing import Any, ClassVar, Protocol, TypeVar


class _HasBoth(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def before(self) -> Any: ...  # noqa: ANN401 - each edit has its own

    @property
    def after(self) -> Any: ...  # noqa: ANN401


Exchange = TypeVar("Exchange", bound=_HasBoth)


class Exchanging:
    """Base of edits, frozen dataclasses, with `before` and `after`."""

    __slots__ = ()

    def inverse(self: Exchange) -> Exchange:
        """Return the edit that takes this one back."""
        return replace(self, before=self.after, after=self.before)
