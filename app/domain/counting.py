"""Numbers with what they count, in a sentence that is not translated."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 study" or "1,200 studies"; without `many` the word gets an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
