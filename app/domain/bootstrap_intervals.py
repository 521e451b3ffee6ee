"""Intervals of coefficients by the bootstrap (Efron 1979): units are drawn again and again."""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from app.domain.agreement import Estimate

DRAWS = 1000
SEED = 20_240_229  # any number: the same ratings always give the same interval
FEWEST = 0.9  # share of draws in which the coefficient must be defined

Unit = TypeVar("Unit")


def with_interval(
    units: Sequence[Unit],
    coefficient: Callable[[Sequence[Unit]], Estimate],
    draws: int = DRAWS,
) -> Estimate:
    """Return a coefficient with its percentile interval of 95 %.

    The interval is left out when the coefficient is not defined in more than a tenth of the
    draws, and for fewer than three units.
    """
    found = coefficient(units)
    if found.value is None or len(units) < 3:
        return found
    chance = random.Random(SEED)  # noqa: S311 - statistics, no secret
    drawn = (coefficient(chance.choices(units, k=len(units))).value for _ in range(draws))
    return _bounded(found, sorted(value for value in drawn if value is not None), draws)


Kind = TypeVar("Kind", bound=Hashable)


def with_intervals(
    units: Sequence[Kind],
    coefficients: Mapping[str, Callable[[Mapping[Kind, int]], Estimate]],
    draws: int = DRAWS,
) -> dict[str, Estimate]:
    """Return coefficients of counted units with their intervals, all from the same draws.

    The intervals are those of `with_interval`; no draws: none.
    """
    whole = Counter(units)
    found = {name: coefficient(whole) for name, coefficient in coefficients.items()}
    if len(units) < 3 or not draws:
        return found
    chance = random.Random(SEED)  # noqa: S311 - statistics, no secret
    drawn: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(draws):
        counts = Counter(chance.choices(units, k=len(units)))
        for name, coefficient in coefficients.items():
            value = coefficient(counts).value
            if value is not None:
                drawn[name].append(value)
    return {name: _bounded(found[name], sorted(drawn[name]), draws) for name in found}


def _bounded(found: Estimate, values: Sequence[float], draws: int) -> Estimate:
    if found.value is None or len(values) < FEWEST * draws:
        return found
    return replace(found, low=_quantile(values, 0.025), high=_quantile(values, 0.975))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile by linear interpolation (type 7 of Hyndman & Fan 1996)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
