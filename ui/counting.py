"""Sentences with a number in them, for one and for several."""


def counted(number: int, one: str, many: str) -> str:
    """Return `one` for 1, else `many` with the number at {n}."""
    return one if number == 1 else many.format(n=number)
