"""Rows of a repeating group in one cell."""

NOTHING = "—"  # an unanswered row between answered ones


def rows_text(texts: list[str]) -> str:
    """Return the rows of a repeating group as numbered lines; a lone row as it is."""
    if len(texts) == 1:
        return texts[0]
    lines = (f"{n}. {text or NOTHING}" for n, text in enumerate(texts, start=1))
    return "\n".join(line.replace("\n", "\n    ") for line in lines)
