"""What the log says otherwise since a reviewer wrote the methods in words of their own."""

from collections.abc import Sequence

from app.export.methods import Sentence


def changed_since(
    said: Sequence[Sentence], over: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return sentences that are new since `over` was said, and those that are not said any more.

    Both are empty when `over` is not known.
    """
    if not over:
        return (), ()
    now = [one.text for one in said]
    return (
        tuple(text for text in now if text not in over),
        tuple(text for text in over if text not in now),
    )
