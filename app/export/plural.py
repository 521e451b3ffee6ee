"""Numbers with what they count."""

from app.domain.said import Said


def counted(number: int, one: str, many: str) -> Said:
    """Return "1 study" or "3 studies"."""
    return Said(f"{{0}} {many}", number, one=f"{{0}} {one}")


def studies(number: int) -> Said:
    """Return how many studies."""
    return counted(number, "study", "studies")


def reports(number: int) -> Said:
    """Return how many reports."""
    return counted(number, "report", "reports")
