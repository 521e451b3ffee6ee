"""Coefficients of two raters from counted pairs: what a thousand draws of a bootstrap can afford.

The same coefficients as in `app.domain.agreement`, for two ratings a unit and none missing.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import TypeAlias

from app.domain.agreement import (
    NO_VARIANCE,
    NOTHING,
    ONE_CATEGORY,
    TOO_FEW,
    Estimate,
)

Counts: TypeAlias = Mapping[tuple[Hashable, Hashable], int]
Numbers: TypeAlias = Mapping[tuple[float, float], int]
Apart: TypeAlias = Callable[[Hashable, Hashable], float]
Coefficient: TypeAlias = Callable[[Counts], Estimate]


def percent(counts: Counts) -> Estimate:
    """Return the share of pairs that are equal, from 0 to 1."""
    total = sum(counts.values())
    if not total:
        return Estimate(0, None, NOTHING)
    return Estimate(total, sum(n for (a, b), n in counts.items() if a == b) / total)


def kappa(counts: Counts, apart: Apart | None = None) -> Estimate:
    """Return Cohen's kappa, weighted by how far two categories are apart (None: 0 or 1)."""
    total = sum(counts.values())
    if not total:
        return Estimate(0, None, NOTHING)
    first, second = _margins(counts)
    if apart is None:
        observed = sum(n for (a, b), n in counts.items() if a != b) / total
        expected = 1 - sum(n * second[a] for a, n in first.items()) / (total * total)
    else:
        observed = math.fsum(n * apart(a, b) for (a, b), n in counts.items()) / total
        expected = math.fsum(
            n * m * apart(a, b) for a, n in first.items() for b, m in second.items()
        ) / (total * total)
    if expected <= 1e-15:
        return Estimate(total, None, ONE_CATEGORY)
    return Estimate(total, 1 - observed / expected)


def ac1(counts: Counts) -> Estimate:
    """Return Gwet's AC1 (2008)."""
    total = sum(counts.values())
    if not total:
        return Estimate(0, None, NOTHING)
    first, second = _margins(counts)
    shares = [(first[c] + second[c]) / (2 * total) for c in first | second]
    chance = sum(p * (1 - p) for p in shares) / (len(shares) - 1) if len(shares) > 1 else 0.0
    observed = sum(n for (a, b), n in counts.items() if a == b) / total
    return Estimate(total, (observed - chance) / (1 - chance))


def alpha(counts: Counts, apart: Apart | None = None) -> Estimate:
    """Return Krippendorff's alpha; `apart` is the squared difference (None: 0 or 1)."""
    total = sum(counts.values())
    if not total:
        return Estimate(0, None, NOTHING)
    first, second = _margins(counts)
    given = first + second
    both = 2 * total
    if apart is None:
        observed = 2.0 * sum(n for (a, b), n in counts.items() if a != b)
        expected = float(both * both - sum(n * n for n in given.values()))
    else:
        observed = math.fsum(2 * n * apart(a, b) for (a, b), n in counts.items())
        expected = math.fsum(
            n * m * apart(a, b) for a, n in given.items() for b, m in given.items() if a != b
        )
    if expected <= 1e-15:
        return Estimate(total, None, ONE_CATEGORY)
    return Estimate(total, 1 - (both - 1) * observed / expected)


def ordinal_alpha(counts: Counts, places: Mapping[Hashable, int]) -> Estimate:
    """Return Krippendorff's alpha of ordered categories; others than those placed are left out.

    Two categories are as far apart as there are ratings between them, their own by half.
    """
    ranked = {pair: n for pair, n in counts.items() if pair[0] in places and pair[1] in places}
    first, second = _margins(ranked)
    given = first + second
    before, middle = 0.0, {}
    for category in sorted(given, key=places.__getitem__):
        middle[category] = before + given[category] / 2
        before += given[category]
    return alpha(ranked, lambda a, b: float((middle[a] - middle[b]) ** 2))


def interval_alpha(counts: Numbers) -> Estimate:
    """Return Krippendorff's alpha of numbers: the sum of squares in closed form."""
    total = sum(counts.values())
    if not total:
        return Estimate(0, None, NOTHING)
    both = 2 * total
    mean = math.fsum(n * (a + b) for (a, b), n in counts.items()) / both
    observed = math.fsum(2 * n * (a - b) ** 2 for (a, b), n in counts.items())
    spread = math.fsum(n * ((a - mean) ** 2 + (b - mean) ** 2) for (a, b), n in counts.items())
    expected = 2 * both * spread
    if expected <= 1e-15:
        return Estimate(total, None, ONE_CATEGORY)
    return Estimate(total, 1 - (both - 1) * observed / expected)


def icc(counts: Numbers) -> Estimate:
    """Return ICC(2,1), absolute agreement of single ratings (Shrout & Fleiss 1979)."""
    total = sum(counts.values())
    if total < 2:
        return Estimate(total, None, TOO_FEW)
    means = [math.fsum(n * pair[side] for pair, n in counts.items()) / total for side in (0, 1)]
    grand = sum(means) / 2
    between = 2 * math.fsum(n * ((a + b) / 2 - grand) ** 2 for (a, b), n in counts.items())
    judges = total * math.fsum((mean - grand) ** 2 for mean in means)
    whole = math.fsum(n * ((a - grand) ** 2 + (b - grand) ** 2) for (a, b), n in counts.items())
    rows, error = between / (total - 1), (whole - between - judges) / (total - 1)
    below = rows + error + 2 * (judges - error) / total
    if whole <= 1e-15 or below == 0:
        return Estimate(total, None, NO_VARIANCE)
    return Estimate(total, (rows - error) / below)


def mean(counts: Mapping[float, int]) -> Estimate:
    """Return the mean of shares that were counted, from 0 to 1."""
    total = sum(counts.values())
    if not total:
        return Estimate(0, None, NOTHING)
    return Estimate(total, math.fsum(n * share for share, n in counts.items()) / total)


def _margins(counts: Counts) -> tuple[Counter[Hashable], Counter[Hashable]]:
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (a, b), n in counts.items():
        first[a] += n
        second[b] += n
    return first, second
