"""Numbers with what they count."""


def counted(number: int, one: str, many: str) -> str:
    """Return "1 study" or "3 studies"."""
    return f"{number} {one if number == 1 else many}"


def studies(number: int) -> str:
    """Return how many studies."""
    return counted(number, "study", "studies")
