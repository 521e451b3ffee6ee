"""What can go wrong in the reviewer's world, each with one sentence to show."""


class AppError(Exception):
    """A known error: its text says what happened, what is safe and what to do."""

    @property
    def message(self) -> str:
        """The sentence for the reviewer."""
        return str(self)


class StaleEdit(AppError):
    """The stored value is not the one the edit was made from; nothing was written."""


class ValueDoesNotParse(AppError):
    """Typed or selected text that is not a value of its field's type."""


class NotFound(AppError):
    """A study, field, row, paper or file that the review does not have."""


class ReviewLocked(AppError):
    """Another process has the review open."""


class ReviewTooNew(AppError):
    """The review was made by a newer version of the program."""


class ReviewDamaged(AppError):
    """The database of the review did not pass its checks."""


class ReviewReadOnly(AppError):
    """The review cannot be written where it lies."""


class DiskFull(AppError):
    """There was no room left to write."""


class ImportRefused(AppError):
    """A file that cannot be taken into the review."""
