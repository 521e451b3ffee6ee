"""Agreement between raters: percent, Cohen's kappa, Gwet's AC1, Krippendorff's alpha, ICC, overlap.

Every coefficient is an `Estimate`: a value, or the reason why it is not defined for these
ratings. A rating is any hashable category, or a number; None is a missing rating.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product
from typing import TypeAlias

from app.domain.sentence import Sentence

Pair: TypeAlias = tuple[Hashable, Hashable]
Unit: TypeAlias = Sequence[Hashable | None]
Difference: TypeAlias = Callable[[Hashable, Hashable], float]

NOISE = 1e-12
"""What is nearer to nothing is the computer's rounding, as no share of real counts is so small."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient over `n` units; `value` is None when it is not defined, and `why` says why.

    `low` and `high` bound it at 95 % where they were asked for.
    """

    n: int
    value: float | None
    why: str = ""
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        """Let nothing be nothing: 1 - 1 by fractions comes to -0.0000000000000002."""
        for name in ("value", "low", "high"):
            figure = getattr(self, name)
            if figure is not None and abs(figure) < NOISE:
                object.__setattr__(self, name, 0.0)

    @property
    def is_defined(self) -> bool:
        """Tell whether the coefficient has a value."""
        return self.value is not None


class Weights(StrEnum):
    """How near two ordered categories count for Cohen's kappa (Cohen 1968)."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


NOTHING = Sentence("no unit was rated by both")
ONE_CATEGORY = Sentence("all ratings are the same, so chance can't be told from agreement")
NO_VARIANCE = Sentence("the values do not vary, so their agreement has no scale")
TOO_FEW = Sentence("fewer than two units were rated by both")


def percent(pairs: Sequence[Pair]) -> Estimate:
    """Return the share of pairs that are equal, from 0 to 1."""
    if not pairs:
        return Estimate(0, None, NOTHING)
    return Estimate(len(pairs), sum(a == b for a, b in pairs) / len(pairs))


def cohen_kappa(
    pairs: Sequence[Pair],
    weights: Weights = Weights.NONE,
    order: Sequence[Hashable] | None = None,
) -> Estimate:
    """Return Cohen's kappa (1960), weighted (1968) over the categories in their `order`.

    It is not defined when both raters used one and the same category throughout.
    """
    if not pairs:
        return Estimate(0, None, NOTHING)
    found = {value for pair in pairs for value in pair}
    ranked = list(order) if order is not None else sorted(found, key=str)
    place = {category: index for index, category in enumerate(ranked)}
    distance = _weight(weights, max(len(ranked) - 1, 1))
    count = len(pairs)
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    observed = sum(distance(place[a] - place[b]) for a, b in pairs) / count
    expected = sum(
        first[a] * second[b] * distance(place[a] - place[b]) for a, b in product(first, second)
    ) / (count * count)
    if expected == 0:
        return Estimate(count, None, ONE_CATEGORY)
    return Estimate(count, 1 - observed / expected)


def gwet_ac1(units: Sequence[Unit]) -> Estimate:
    """Return Gwet's AC1 (2008) for any number of raters, with missing ratings (2014, ch. 5).

    Its chance agreement is the sum of p(1 - p) over the categories, divided by their number
    less one; with a single category it is 0 and AC1 is the percent agreement.
    """
    rated = [[value for value in unit if value is not None] for unit in units]
    rated = [values for values in rated if values]
    both = [values for values in rated if len(values) > 1]
    if not both:
        return Estimate(0, None, NOTHING)
    observed = math.fsum(map(_pairwise, both)) / len(both)
    shares: dict[Hashable, list[float]] = {}
    for values in rated:
        for category, times in Counter(values).items():
            shares.setdefault(category, []).append(times / len(values))
    means = [math.fsum(share) / len(rated) for share in shares.values()]
    chance = math.fsum(p * (1 - p) for p in means) / (len(means) - 1) if len(means) > 1 else 0.0
    return Estimate(len(both), (observed - chance) / (1 - chance))


def krippendorff_alpha(units: Sequence[Unit], difference: Difference | str = "nominal") -> Estimate:
    """Return Krippendorff's alpha (2011, "Computing Krippendorff's alpha-reliability").

    `difference` is "nominal", "ordinal" or "interval" (the latter two for numbers), or a
    function that gives the squared difference of two ratings.
    """
    rated = [[value for value in unit if value is not None] for unit in units]
    paired = [values for values in rated if len(values) > 1]
    if not paired:
        return Estimate(0, None, NOTHING)
    totals = Counter(value for values in paired for value in values)
    apart = _difference(difference, totals)
    count = sum(totals.values())
    observed = math.fsum(
        2 * apart(a, b) / (len(values) - 1) for values in paired for a, b in combinations(values, 2)
    )
    expected = math.fsum(
        2 * totals[a] * totals[b] * apart(a, b) for a, b in combinations(totals, 2)
    )
    if expected == 0:
        return Estimate(len(paired), None, ONE_CATEGORY)
    return Estimate(len(paired), 1 - (count - 1) * observed / expected)


def icc(pairs: Sequence[tuple[float, float]]) -> Estimate:
    """Return ICC(2,1), two-way random, absolute agreement, single rating (Shrout & Fleiss 1979)."""
    count = len(pairs)
    if count < 2:
        return Estimate(count, None, TOO_FEW)
    grand = math.fsum(a + b for a, b in pairs) / (2 * count)
    raters = [math.fsum(pair[side] for pair in pairs) / count for side in (0, 1)]
    between = 2 * math.fsum(((a + b) / 2 - grand) ** 2 for a, b in pairs)
    judges = count * math.fsum((mean - grand) ** 2 for mean in raters)
    total = math.fsum((a - grand) ** 2 + (b - grand) ** 2 for a, b in pairs)
    rows, columns = between / (count - 1), judges
    error = (total - between - judges) / (count - 1)
    below = rows + error + 2 * (columns - error) / count
    if total == 0 or below == 0:
        return Estimate(count, None, NO_VARIANCE)
    return Estimate(count, (rows - error) / below)


def within(pairs: Sequence[tuple[float, float]], tolerance: float = 0.0) -> Estimate:
    """Return the share of pairs whose numbers differ by no more than `tolerance`.

    The tolerance is relative to the larger of the two (0.05: five percent).
    """
    if not pairs:
        return Estimate(0, None, NOTHING)
    near = sum(math.isclose(a, b, rel_tol=tolerance, abs_tol=1e-12) for a, b in pairs)
    return Estimate(len(pairs), near / len(pairs))


def jaccard(pairs: Sequence[tuple[frozenset[Hashable], frozenset[Hashable]]]) -> Estimate:
    """Return the mean share of common members (Jaccard 1901); two empty sets agree."""
    if not pairs:
        return Estimate(0, None, NOTHING)
    shares = [len(a & b) / len(a | b) if a | b else 1.0 for a, b in pairs]
    return Estimate(len(pairs), math.fsum(shares) / len(shares))


def _weight(weights: Weights, steps: int) -> Callable[[int], float]:
    if weights is Weights.LINEAR:
        return lambda apart: abs(apart) / steps
    if weights is Weights.QUADRATIC:
        return lambda apart: (apart / steps) ** 2
    return lambda apart: float(apart != 0)


def _pairwise(values: Sequence[Hashable]) -> float:
    """Return the share of equal pairs among the ratings of one unit."""
    same = sum(times * (times - 1) for times in Counter(values).values())
    return same / (len(values) * (len(values) - 1))


def _difference(kind: Difference | str, totals: Mapping[Hashable, int]) -> Difference:
    if callable(kind):
        return kind
    if kind == "interval":
        return lambda a, b: (_number(a) - _number(b)) ** 2
    if kind == "ordinal":
        return _ordinal(totals)
    return lambda a, b: float(a != b)


def _ordinal(totals: Mapping[Hashable, int]) -> Difference:
    """Return the difference of ranks: how many ratings lie between the two, ends by half."""
    ranked = sorted(totals, key=_number)
    before, middle = 0.0, {}
    for category in ranked:
        middle[category] = before + totals[category] / 2
        before += totals[category]
    return lambda a, b: (middle[a] - middle[b]) ** 2


def _number(value: Hashable) -> float:
    if isinstance(value, int | float):
        return float(value)
    raise TypeError(f"{value!r} is no number")
