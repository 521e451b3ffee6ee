"""How far answers are apart: numbers, sets of choices, options in order."""

from collections.abc import Hashable, Mapping

from app.domain import counted_agreement as counted
from app.domain.agreement import NOTHING, Estimate
from app.domain.choices import in_order
from app.domain.fields import Field
from app.domain.likeness import normal


def share_in_common(one: Hashable, other: Hashable) -> float | None:
    """Return the share of common choices (Jaccard 1901); None for what is no set."""
    if not isinstance(one, frozenset) or not isinstance(other, frozenset):
        return None
    return len(one & other) / len(one | other) if one | other else 1.0


def share_within(counts: Mapping[tuple[float, float], int], tolerance: float) -> Estimate:
    """Return the share of pairs no further apart than a share of the larger number."""
    total = sum(counts.values())
    if not total:
        return Estimate(0, None, NOTHING)
    near = sum(
        n
        for (a, b), n in counts.items()
        if abs(a - b) <= max(tolerance * max(abs(a), abs(b)), 1e-12)
    )
    return Estimate(total, near / total)


def sets_apart(one: Hashable, other: Hashable) -> float:
    """Return how far two choices are apart: 1 less their Jaccard share; a mark is like nothing."""
    share = share_in_common(one, other)
    return float(one != other) if share is None else 1 - share


def places_of(field: Field) -> dict[Hashable, int]:
    """Return the place of every option: by its number where all have one, else as listed."""
    ranked = in_order(field.options)
    return {normal(field, option): place for place, option in enumerate(ranked)}


def rank_distance(places: Mapping[Hashable, int]) -> counted.Apart:
    """Return the squared distance of ordered options; a mark is as far as the ends are."""
    steps = max(len(places) - 1, 1)

    def apart(one: Hashable, other: Hashable) -> float:
        if one == other:
            return 0.0
        if one not in places or other not in places:
            return 1.0
        return float(((places[one] - places[other]) / steps) ** 2)

    return apart
