"""Coefficients against exact fractions: 2,000 random tables and irrCAC's published examples.

The reference computes Gwet's formulas (2014, "Handbook of Inter-Rater Reliability", 4th ed.,
chapters 4 to 6, as in irrCAC 1.0) with whole numbers, so it is exact to the last digit.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache

import pytest

from app.domain import counted_agreement as counted
from app.domain.agreement import (
    NO_VARIANCE,
    NOTHING,
    ONE_CATEGORY,
    TOO_FEW,
    Estimate,
    Weights,
    cohen_kappa,
    gwet_ac1,
    icc,
    krippendorff_alpha,
    percent,
)
from tests.unit.test_agreement import FOUR_RATERS, TARGETS, table

Counts = Mapping[tuple[int, int], int]
TABLES = tuple(dict(Counter(table(seed))) for seed in range(2000))  # type: ignore[arg-type]

# irrCAC: two abstractors, 100 women with a positive pregnancy test (1 ectopic, 2 AIU, 3 NIU)
ABSTRACTORS = {(1, 1): 13, (2, 2): 20, (2, 3): 7, (3, 2): 4, (3, 3): 56}
# irrCAC: 223 psychiatric patients by clinical and by research diagnosis
DIAGNOSIS = {
    (row, column): count
    for row, counts in enumerate(((40, 4, 4, 17), (6, 25, 2, 13), (4, 1, 21, 12), (15, 5, 9, 45)))
    for column, count in enumerate(counts)
}


def of_percent(counts: Counts) -> Fraction | None:
    same = sum(n for (a, b), n in counts.items() if a == b)
    return Fraction(same, sum(counts.values()))


def of_kappa(counts: Counts, power: int = 0) -> Fraction | None:
    """Return kappa; `power` 1 or 2 weighs the six places 0 to 5 linearly or by squares."""
    n, (first, second) = sum(counts.values()), margins(counts)

    def near(a: int, b: int) -> Fraction:
        return 1 - Fraction(abs(a - b) ** power, 5**power) if power else Fraction(a == b)

    observed = sum(near(*pair) * Fraction(count, n) for pair, count in counts.items())
    chance = sum(near(a, b) * Fraction(first[a] * second[b], n * n) for a in first for b in second)
    return None if chance == 1 else (observed - chance) / (1 - chance)


def of_ac1(counts: Counts) -> Fraction | None:
    n, (first, second) = sum(counts.values()), margins(counts)
    shares = [Fraction(first[one] + second[one], 2 * n) for one in {*first, *second}]
    chance = Fraction(0)
    if len(shares) > 1:
        chance = sum((p * (1 - p) for p in shares), Fraction(0)) / (len(shares) - 1)
    return ((of_percent(counts) or Fraction(0)) - chance) / (1 - chance)


def of_alpha(counts: Counts) -> Fraction | None:
    n, (first, second) = sum(counts.values()), margins(counts)
    little = Fraction(1, 2 * n)
    observed = (1 - little) * (of_percent(counts) or 0) + little
    chance = sum(Fraction(first[one] + second[one], 2 * n) ** 2 for one in {*first, *second})
    return None if chance == 1 else (observed - chance) / (1 - chance)


def of_icc(counts: Counts) -> Fraction | None:
    """Return ICC(2,1) from the mean squares of Shrout & Fleiss (1979)."""
    n = sum(counts.values())
    if n < 2:
        return None
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    grand = Fraction(sum(a + b for a, b in pairs), 2 * n)
    whole = sum((x - grand) ** 2 for pair in pairs for x in pair)
    rows = 2 * sum((Fraction(a + b, 2) - grand) ** 2 for a, b in pairs)
    columns = n * sum((Fraction(sum(p[s] for p in pairs), n) - grand) ** 2 for s in (0, 1))
    between, judges, error = rows / (n - 1), columns, (whole - rows - columns) / (n - 1)
    below = between + error + 2 * (judges - error) / n
    return None if below == 0 else (between - error) / below


def margins(counts: Counts) -> tuple[Counter[int], Counter[int]]:
    first: Counter[int] = Counter()
    second: Counter[int] = Counter()
    for (a, b), n in counts.items():
        first[a] += n
        second[b] += n
    return first, second


def spread(counts: Counts) -> list[tuple[int, int]]:
    return [pair for pair, count in counts.items() for _ in range(count)]


Reference = Callable[[Counts], Fraction | None]
OURS: dict[str, tuple[Callable[[Counts], Estimate], Reference]] = {
    "percent": (lambda c: percent(spread(c)), of_percent),
    "kappa": (lambda c: cohen_kappa(spread(c)), of_kappa),
    "linear": (
        lambda c: cohen_kappa(spread(c), Weights.LINEAR, range(6)),
        lambda c: of_kappa(c, 1),
    ),
    "quadratic": (
        lambda c: cohen_kappa(spread(c), Weights.QUADRATIC, range(6)),
        lambda c: of_kappa(c, 2),
    ),
    "AC1": (lambda c: gwet_ac1(spread(c)), of_ac1),
    "alpha": (lambda c: krippendorff_alpha(spread(c)), of_alpha),
    "ICC": (lambda c: icc(spread(c)), of_icc),
    "counted kappa": (counted.kappa, of_kappa),
    "counted AC1": (counted.ac1, of_ac1),
    "counted alpha": (counted.alpha, of_alpha),
    "counted ICC": (counted.icc, of_icc),
}


@cache
def on_all(reference: Reference) -> list[Fraction | None]:
    """Return what a reference says of all random tables."""
    return [reference(counts) for counts in TABLES]


def gap(found: Estimate, exact: Fraction | None) -> float:
    """Return how far a coefficient is from the exact one; both must be undefined alike."""
    if found.value is None or exact is None:
        return 0.0 if found.value is None and exact is None else float("inf")
    return float(abs(Fraction(found.value) - exact))


@pytest.mark.parametrize("name", OURS)
def test_coefficients_are_exact_on_two_thousand_tables(name: str) -> None:
    ours, reference = OURS[name]
    gaps = (
        gap(ours(counts), exact) for counts, exact in zip(TABLES, on_all(reference), strict=True)
    )
    assert max(gaps) < 1e-9


@pytest.mark.parametrize("name", ["percent", "kappa", "AC1", "alpha", "ICC"])
@pytest.mark.parametrize("counts", [ABSTRACTORS, DIAGNOSIS])
def test_published_tables_are_exact(name: str, counts: Counts) -> None:
    ours, exact = OURS[name]
    assert gap(ours(counts), exact(counts)) < 1e-12


@pytest.mark.parametrize(
    ("name", "published"),
    [("percent", 0.89), ("kappa", 0.7964094), ("AC1", 0.8493305), ("alpha", 0.7972585)],
)
def test_published_figures_to_all_their_digits(name: str, published: float) -> None:
    assert round(OURS[name][0](ABSTRACTORS).value or 0, 7) == published


def test_published_figures_of_four_raters_to_all_their_digits() -> None:
    found = (gwet_ac1(FOUR_RATERS), krippendorff_alpha(FOUR_RATERS))
    assert [round(one.value or 0, 7) for one in found] == [0.7754441, 0.7434211]


def test_alpha_of_four_raters_is_the_published_fraction() -> None:
    assert gap(krippendorff_alpha(FOUR_RATERS), Fraction(113, 152)) < 1e-12


def test_icc_of_the_published_targets_is_exact() -> None:
    assert gap(icc(TARGETS), of_icc(dict(Counter(TARGETS)))) < 1e-12


SAME, NONE = {(3, 3): 5}, dict[tuple[int, int], int]()
UNDEFINED = (
    ("percent", NONE, NOTHING),
    ("kappa", NONE, NOTHING),
    ("AC1", NONE, NOTHING),
    ("alpha", NONE, NOTHING),
    ("kappa", SAME, ONE_CATEGORY),
    ("quadratic", SAME, ONE_CATEGORY),
    ("alpha", SAME, ONE_CATEGORY),
    ("ICC", SAME, NO_VARIANCE),
    ("ICC", {(1, 2): 1}, TOO_FEW),
    ("ICC", NONE, TOO_FEW),
)
"""Every case in which a coefficient has no value, and what is said then."""


@pytest.mark.parametrize(("name", "counts", "why"), UNDEFINED)
def test_undefined_cases_say_why(name: str, counts: Counts, why: str) -> None:
    found = OURS[name][0](counts)
    assert (found.value, found.why) == (None, why)


def test_one_category_throughout_is_the_only_case_of_two_thousand_tables() -> None:
    undefined = [counts for counts in TABLES if OURS["alpha"][0](counts).value is None]
    one = [counts for counts in TABLES if len({x for pair in counts for x in pair}) == 1]
    assert undefined == one
    assert len(one) > 100
