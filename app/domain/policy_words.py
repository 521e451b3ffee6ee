"""By how many people a field is charted, as a person writes it in a sheet."""

from app.domain.fields import Policy
from app.domain.folding import folded

_WORDS = {
    Policy.SINGLE: ("single, one, 1, one person, one reviewer, one extractor, single extraction"),
    Policy.VERIFY: (
        "verify, verified, single + verify, single and verify, single then verify, one and a "
        "checker, one person and another checks, one reviewer one checker, single extraction with "
        "verification"
    ),
    Policy.DOUBLE: (
        "double, two, 2, two people, two reviewers, independent double, two people independently, "
        "two reviewers apart, double extraction, dual, dual extraction"
    ),
}


def policy_named(text: str) -> Policy | None:
    """Return the policy that a person's words mean, None when they mean none."""
    plain = folded(text.replace("_", " ").replace(",", "")).strip()
    return next((policy for policy, words in _WORDS.items() if plain in words.split(", ")), None)
