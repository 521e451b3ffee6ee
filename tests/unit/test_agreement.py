"""Coefficients of agreement against independent libraries and published examples."""

import random
import warnings
from collections.abc import Callable

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats import inter_rater

from app.domain.agreement import (
    Estimate,
    Pair,
    Weights,
    cohen_kappa,
    gwet_ac1,
    icc,
    jaccard,
    krippendorff_alpha,
    percent,
    within,
)
from app.domain.bootstrap_intervals import with_interval

TABLES = 250  # tests/bench/bench_agreement.py compares 2,000

# Krippendorff (2011), reliability data of four observers; also irrCAC's cac.raw4raters
FOUR_RATERS = list(
    zip(
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
        strict=True,
    )
)
# Shrout & Fleiss (1979), table 2: six targets, the ratings of judges 1 and 2
TARGETS = [(9, 2), (6, 1), (8, 4), (7, 1), (10, 5), (6, 2)]


def table(seed: int) -> list[Pair]:
    """Return a random table of ratings, often skewed and sometimes of one category."""
    chance = random.Random(seed)
    categories = range(chance.randint(1, 6))
    weights = [chance.random() ** 3 for _ in categories]
    count = chance.randint(1, 60)
    first = chance.choices(categories, weights, k=count)
    return [(a, a if chance.random() < 0.6 else chance.choice(categories)) for a in first]


def largest_gap(
    ours: Callable[[list[Pair]], Estimate],
    theirs: Callable[[list[Pair]], float],
    tables: int = TABLES,
) -> float:
    """Return the largest difference over random tables; both must be undefined alike."""
    gaps = []
    for seed in range(tables):
        pairs = table(seed)
        value = ours(pairs).value
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            expected = theirs(pairs)
        if value is None or np.isnan(expected):
            gaps.append(0.0 if value is None and np.isnan(expected) else np.inf)
        else:
            gaps.append(abs(value - expected))
    return max(gaps)


def sides(pairs: list[Pair]) -> list[list[object]]:
    return [list(side) for side in zip(*pairs, strict=True)]


def crossed(pairs: list[Pair]) -> np.ndarray:
    counts = np.zeros((6, 6))
    for a, b in pairs:
        counts[a, b] += 1
    return counts


def alpha_of(pairs: list[Pair], level: str) -> float:
    data = np.array(sides(pairs), dtype=float)
    if len(np.unique(data)) < 2:
        return np.nan
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement=level))


@pytest.mark.parametrize("weights", [Weights.NONE, Weights.LINEAR, Weights.QUADRATIC])
def test_kappa_is_that_of_scikit_learn(weights: Weights) -> None:
    theirs = None if weights is Weights.NONE else weights.value
    gap = largest_gap(
        lambda pairs: cohen_kappa(pairs, weights, range(6)),
        lambda pairs: cohen_kappa_score(*sides(pairs), weights=theirs, labels=range(6)),
    )
    assert gap < 1e-9


def test_kappa_is_that_of_statsmodels() -> None:
    gap = largest_gap(
        cohen_kappa, lambda pairs: float(inter_rater.cohens_kappa(crossed(pairs)).kappa)
    )
    assert gap < 1e-9


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_is_that_of_the_krippendorff_package(level: str) -> None:
    gap = largest_gap(
        lambda pairs: krippendorff_alpha(pairs, level), lambda pairs: alpha_of(pairs, level)
    )
    assert gap < 1e-9


def test_published_example_of_four_raters() -> None:
    assert gwet_ac1(FOUR_RATERS).value == pytest.approx(0.77544, abs=5e-6)
    assert krippendorff_alpha(FOUR_RATERS).value == pytest.approx(0.74342, abs=5e-6)


def test_ac1_of_two_raters_by_hand() -> None:
    pairs: list[Pair] = [("yes", "yes")] * 118 + [("yes", "no")] * 5 + [("no", "yes")] * 2
    chance = 2 * (243 / 250) * (7 / 250)
    assert gwet_ac1(pairs).value == pytest.approx((118 / 125 - chance) / (1 - chance), abs=1e-12)


def test_rounding_of_the_computer_is_nothing() -> None:
    assert Estimate(9, 2.2e-16, "", -1.1e-16, 0.25) == Estimate(9, 0.0, "", 0.0, 0.25)


def test_icc_by_hand() -> None:
    data = np.array(TARGETS, dtype=float)
    rows = 2 * ((data.mean(1) - data.mean()) ** 2).sum() / 5
    columns = 6 * ((data.mean(0) - data.mean()) ** 2).sum()
    error = (((data - data.mean()) ** 2).sum() - rows * 5 - columns) / 5
    by_hand = (rows - error) / (rows + error + 2 * (columns - error) / 6)
    assert icc(TARGETS).value == pytest.approx(by_hand, abs=1e-12)


@pytest.mark.parametrize("coefficient", [cohen_kappa, krippendorff_alpha])
def test_one_category_throughout_is_not_defined(coefficient: Callable[..., Estimate]) -> None:
    found = coefficient([("NR", "NR")] * 5)
    assert (found.value, found.n) == (None, 5)
    assert found.why.startswith("all ratings are the same")


@pytest.mark.parametrize(
    "coefficient", [percent, cohen_kappa, gwet_ac1, krippendorff_alpha, jaccard]
)
def test_nothing_rated_is_not_defined(coefficient: Callable[..., Estimate]) -> None:
    assert not coefficient([]).is_defined


def test_one_category_is_full_agreement_for_percent_and_ac1() -> None:
    pairs: list[Pair] = [("NR", "NR")] * 5
    assert (percent(pairs).value, gwet_ac1(pairs).value) == (1.0, 1.0)


def test_values_that_do_not_vary_have_no_icc() -> None:
    assert icc([(3.0, 3.0)] * 4).why.startswith("the values do not vary")


def test_tolerance_is_relative() -> None:
    assert within([(100, 104), (100, 106), (0, 0)], 0.05).value == pytest.approx(2 / 3)


def test_sets_share_members() -> None:
    pairs = [(frozenset("ab"), frozenset("bc")), (frozenset(), frozenset())]
    assert jaccard(pairs).value == pytest.approx((1 / 3 + 1) / 2)


def test_interval_surrounds_the_value_and_is_always_the_same() -> None:
    pairs = table(11) + table(12)
    first = with_interval(pairs, cohen_kappa, 200)
    assert first.low is not None
    assert first.low <= first.value <= first.high  # type: ignore[operator]
    assert with_interval(pairs, cohen_kappa, 200) == first


def test_interval_is_left_out_for_two_units() -> None:
    assert with_interval([("a", "a"), ("b", "a")], percent).low is None
