"""One person who charts a study twice: the second time as a reviewer of its own."""

from collections.abc import Iterable, Mapping

from app.domain.ids import derived_id
from app.domain.studies import Reviewer

AGAIN = " (again)"


def second_id(first_id: str) -> str:
    """Return the id under which somebody charts a second time, the same on every computer."""
    return derived_id("second look", first_id)


def second_name(name: str) -> str:
    """Return the name that a second look is given at first; both may be renamed."""
    return f"{name}{AGAIN}"


def first_looks(people: Iterable[Reviewer]) -> Mapping[str, str]:
    """Return the ids of those who stand for a second look, each with whose it is.

    A second look that was drawn before it had an id of its own is known by its name, while both
    keep theirs; "" where nobody has the first one's name any more.
    """
    everybody = list(people)
    seconds = {second_id(one.reviewer_id): one.reviewer_id for one in everybody}
    named = {one.name.casefold(): one.reviewer_id for one in everybody}
    found: dict[str, str] = {}
    for one in everybody:
        if one.reviewer_id in seconds:
            found[one.reviewer_id] = seconds[one.reviewer_id]
        elif one.name.casefold().endswith(AGAIN):
            found[one.reviewer_id] = named.get(one.name[: -len(AGAIN)].casefold(), "")
    return found
