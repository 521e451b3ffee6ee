"""Agreement in words and as a document: every figure, or why it is not defined."""

from typing import Any

from app.domain.agreement import Estimate
from app.domain.field_agreement import Agreement, FieldAgreement, Measures, Scale

COEFFICIENTS = ("percent", "kappa", "ac1", "alpha", "icc", "within", "shared", "overlap")
NAMES = {
    "percent": "Agreement",
    "kappa": "Cohen's κ",
    "ac1": "Gwet's AC1",
    "alpha": "Krippendorff's α",
    "icc": "ICC(2,1)",
    "within": "Within tolerance",
    "shared": "Common choices (Jaccard)",
    "overlap": "Overlap of quotes",
}
SHARES = frozenset({"percent", "within", "shared", "overlap"})
NOT_DEFINED = "not defined"


def shown(name: str, found: Estimate, *, with_interval: bool = True) -> str:
    """Return "87.5 %" or "0.61 [0.44, 0.75]", or "not defined"."""
    if found.value is None:
        return NOT_DEFINED
    text = _figure(name, found.value)
    if with_interval and found.low is not None and found.high is not None:
        text += f" [{_figure(name, found.low)}, {_figure(name, found.high)}]"
    return text


def interval(name: str, found: Estimate) -> str:
    """Return "25–100 %" or "0.44–0.75", "" without an interval."""
    if found.low is None or found.high is None:
        return ""
    if name in SHARES:
        return f"{100 * found.low:.0f}–{100 * found.high:.0f} %"
    low, high = (f"{one:.2f}".replace("-", "−") for one in (found.low, found.high))
    return f"{low} to {high}" if found.low < 0 else f"{low}–{high}"


def kappa_name(scale: Scale) -> str:
    """Return what kappa is on a scale."""
    return "Cohen's κ, quadratic weights" if scale is Scale.ORDINAL else NAMES["kappa"]


def document(agreement: Agreement) -> dict[str, Any]:
    """Return everything as a JSON object."""
    return {
        "reviewers": list(agreement.reviewers),
        "studies": agreement.studies,
        "before_consensus": True,
        "not_blind": agreement.unblinded,
        "tolerance": agreement.tolerance,
        "rows_of_one": agreement.lone_rows,
        "overall": _measures(agreement.overall),
        "mean_kappa": _estimate(agreement.mean_kappa),
        "fields": [_field(one) for one in agreement.fields],
        "parts": [
            {"name": part.name, "studies": part.studies, **_measures(part.measures)}
            for part in agreement.parts
        ],
    }


def undefined(agreement: Agreement) -> list[tuple[str, str, str]]:
    """Return (field, coefficient, why) of what could have a value on its scale and has none."""
    found = []
    for one in agreement.fields:
        for name in expected(one.scale):
            estimate: Estimate = getattr(one.measures, name)
            if estimate.value is None:
                found.append((f"{one.number} {one.label}", NAMES[name], estimate.why))
    return found


def expected(scale: Scale) -> tuple[str, ...]:
    """Return the coefficients that answers of a scale have."""
    return {
        Scale.TEXT: ("percent",),
        Scale.NOMINAL: ("percent", "kappa", "ac1", "alpha"),
        Scale.ORDINAL: ("percent", "kappa", "ac1", "alpha"),
        Scale.INTERVAL: ("percent", "icc", "within", "alpha"),
        Scale.SET: ("percent", "shared", "alpha"),
    }[scale]


def _figure(name: str, value: float) -> str:
    return f"{100 * value:.1f} %" if name in SHARES else f"{value:.2f}".replace("-", "−")


def _field(one: FieldAgreement) -> dict[str, Any]:
    return {
        "field": one.field_id,
        "number": one.number,
        "label": one.label,
        "section": one.section,
        "scale": one.scale.value,
        "one_blank": one.one_blank,
        "both_blank": one.both_blank,
        **_measures(one.measures),
    }


def _measures(found: Measures) -> dict[str, Any]:
    return {
        "n": found.n,
        "agreed": found.agreed,
        **{name: _estimate(getattr(found, name)) for name in COEFFICIENTS},
    }


def _estimate(found: Estimate) -> dict[str, Any]:
    if found.value is None:
        return {"n": found.n, "value": None, "not_defined": found.why}
    return {"n": found.n, "value": found.value, "low": found.low, "high": found.high}
