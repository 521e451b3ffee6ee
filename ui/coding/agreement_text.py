"""How far two reviewers agree on codes, in words."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.domain.agreement import Estimate
from app.services.coding import Compared


def agreement_text(pairs: Sequence[Compared], speaker: QObject) -> str:
    """Return a paragraph a pair: units, common codes, and a line a code with its kappa."""
    if not pairs:
        return speaker.tr(
            "Two people's codes are compared when both have ticked that their coding of this field "
            "is done. Until then nobody sees the other's."
        )
    blocks = []
    for pair in pairs:
        found = pair.agreement
        lines = [
            speaker.tr("{0} and {1}: {2} answers, {3} of the codes in common").format(
                pair.first, pair.second, found.units, _share(found.shared)
            )
        ]
        lines += [
            speaker.tr("{0}: both {1}, only {2} {3}, only {4} {5}; kappa {6}").format(
                one.code.label,
                one.both,
                pair.first,
                one.only_first,
                pair.second,
                one.only_second,
                _value(one.kappa),
            )
            for one in found.codes
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _share(estimate: Estimate) -> str:
    return estimate.why if estimate.value is None else f"{100 * estimate.value:.0f}%"


def _value(estimate: Estimate) -> str:
    return f"not defined ({estimate.why})" if estimate.value is None else f"{estimate.value:.2f}"
