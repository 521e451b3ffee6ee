"""Numbers with what they count."""

from app.domain.sentence import Sentence


def counted(number: int, one: str, many: str) -> Sentence:
    """Return "1 study" or "3 studies"."""
    return Sentence(f"{{0}} {many}", number, one=f"{{0}} {one}")


def studies(number: int) -> Sentence:
    """Return how many studies."""
    return counted(number, "study", "studies")


def reports(number: int) -> Sentence:
    """Return how many reports."""
    return counted(number, "report", "reports")
