"""Intervals of coefficients by the bootstrap (Efron 1979): units are drawn again and again."""

import random
from collections.abc import Callable, Sequence
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
    values = sorted(value for value in drawn if value is not None)
    if len(values) < FEWEST * draws:
        return found
    return replace(found, low=_quantile(values, 0.025), high=_quantile(values, 0.975))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile by linear interpolation (type 7 of Hyndman & Fan 1996)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
