"""Coefficients against independent libraries on 2,000 random tables: the largest difference."""

from sklearn.metrics import cohen_kappa_score
from statsmodels.stats import inter_rater

from app.domain.agreement import Weights, cohen_kappa, krippendorff_alpha
from tests.unit.test_agreement import alpha_of, crossed, largest_gap, sides, table
from tests.unit.test_counted_agreement import BOTH
from tests.unit.test_counted_agreement import gap as counted_gap

TABLES = 2000


def main() -> None:
    """Print the largest difference a coefficient."""
    for weights in Weights:
        theirs = None if weights is Weights.NONE else weights.value
        gap = largest_gap(
            lambda pairs, w=weights: cohen_kappa(pairs, w, range(6)),
            lambda pairs, w=theirs: cohen_kappa_score(*sides(pairs), weights=w, labels=range(6)),
            TABLES,
        )
        print(f"kappa, weights {weights.value:9}  scikit-learn   {gap:.1e}")
    gap = largest_gap(
        cohen_kappa, lambda pairs: float(inter_rater.cohens_kappa(crossed(pairs)).kappa), TABLES
    )
    print(f"kappa                    statsmodels    {gap:.1e}")
    for level in ("nominal", "ordinal", "interval"):
        gap = largest_gap(
            lambda pairs, v=level: krippendorff_alpha(pairs, v),
            lambda pairs, v=level: alpha_of(pairs, v),
            TABLES,
        )
        print(f"alpha, {level:9}         krippendorff   {gap:.1e}")
    for name in BOTH:
        gap = max(counted_gap(name, table(seed)) for seed in range(TABLES))
        print(f"{name:24} counted pairs  {gap:.1e}")


if __name__ == "__main__":
    main()
