"""Coefficients from counted pairs are those of the plain ones, published examples included."""

from collections import Counter
from collections.abc import Callable

import pytest

from app.domain import agreement as plain
from app.domain import counted_agreement as counted
from app.domain.agreement import Estimate, Pair, Weights
from app.domain.bootstrap_intervals import with_interval, with_intervals
from tests.unit.test_agreement import TARGETS, table

TABLES = range(80)  # tests/bench/bench_agreement.py compares 2,000
ORDER = range(6)


def squared(a: object, b: object) -> float:
    return ((int(str(a)) - int(str(b))) / 5) ** 2


BOTH: dict[str, tuple[Callable[..., Estimate], Callable[..., Estimate]]] = {
    "percent": (counted.percent, plain.percent),
    "kappa": (counted.kappa, plain.cohen_kappa),
    "weighted kappa": (
        lambda counts: counted.kappa(counts, squared),
        lambda pairs: plain.cohen_kappa(pairs, Weights.QUADRATIC, ORDER),
    ),
    "AC1": (counted.ac1, plain.gwet_ac1),
    "alpha": (counted.alpha, plain.krippendorff_alpha),
    "ordinal alpha": (
        lambda counts: counted.ordinal_alpha(counts, {n: n for n in ORDER}),
        lambda pairs: plain.krippendorff_alpha(pairs, "ordinal"),
    ),
    "interval alpha": (
        counted.interval_alpha,
        lambda pairs: plain.krippendorff_alpha(pairs, "interval"),
    ),
    "ICC": (counted.icc, plain.icc),
}


def gap(name: str, pairs: list[Pair]) -> float:
    """Return how far the two are apart; both must be undefined alike."""
    one, other = BOTH[name][0](Counter(pairs)), BOTH[name][1](pairs)
    if one.value is None or other.value is None:
        return 0.0 if (one.value, one.why) == (other.value, other.why) else float("inf")
    return abs(one.value - other.value)


@pytest.mark.parametrize("name", BOTH)
def test_counted_coefficients_are_the_plain_ones(name: str) -> None:
    assert max(gap(name, table(seed)) for seed in TABLES) < 1e-9


@pytest.mark.parametrize("name", BOTH)
def test_nothing_counted_is_not_defined(name: str) -> None:
    assert BOTH[name][0](Counter()).value is None


# irrCAC's cont3x3abstractors: two abstractors, 100 women with a positive pregnancy test
ABSTRACTORS = {
    ("ectopic", "ectopic"): 13,
    ("AIU", "AIU"): 20,
    ("AIU", "NIU"): 7,
    ("NIU", "AIU"): 4,
    ("NIU", "NIU"): 56,
}


@pytest.mark.parametrize(
    ("coefficient", "published"),
    [(counted.kappa, 0.7964094), (counted.ac1, 0.8493305), (counted.alpha, 0.7972585)],
)
def test_published_example_of_two_abstractors(
    coefficient: Callable[..., Estimate], published: float
) -> None:
    assert coefficient(ABSTRACTORS).value == pytest.approx(published, abs=5e-8)


def test_icc_of_the_published_targets() -> None:
    assert gap("ICC", list(TARGETS)) < 1e-12


def test_intervals_of_several_coefficients_are_those_of_each() -> None:
    pairs = table(7) + table(8)
    once = with_intervals(pairs, {"kappa": counted.kappa}, draws=200)["kappa"]
    alone = with_interval(pairs, lambda some: counted.kappa(Counter(some)), draws=200)
    assert (once.low, once.high) == (alone.low, alone.high)
