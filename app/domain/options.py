"""Options of a closed list ordered by how well a quote speaks for them."""

import difflib
from dataclasses import dataclass

from app.domain.choices import YES_NO
from app.domain.fields import OTHER, Field, FieldType
from app.domain.folding import folded, words

_FILLERS = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"})
_STEM = 5
_SHORT_QUOTE = 200
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class RankedOption:
    """An option and how well it fits, from 0 (no word in common) upwards."""

    option: str
    score: float


def rank_options(field: Field, quote: str) -> tuple[RankedOption, ...]:
    """Return all options, the best fit first; equal ones keep the order of the form.

    "Other" stays last. Empty for fields without options.
    """
    options = YES_NO if field.type is FieldType.YES_NO else field.options
    said = words(quote)
    stems = frozenset(word[:_STEM] for word in said)
    ranked = [
        RankedOption(option, 0.0 if option == OTHER else _score(option, said, stems, quote))
        for option in options
    ]
    return tuple(sorted(ranked, key=lambda entry: (entry.option == OTHER, -entry.score)))


def _score(option: str, said: tuple[str, ...], stems: frozenset[str], quote: str) -> float:
    asked = [word for word in words(option) if word not in _FILLERS] or list(words(option))
    overlap = sum(word[:_STEM] in stems for word in asked) / max(len(asked), 1)
    spoken = f" {' '.join(said)} "
    phrase = f" {' '.join(words(option))} " in spoken
    initials = "".join(word[0] for word in words(option.partition(" / ")[0]))
    named = len(initials) > 2 and initials in said
    near = difflib.SequenceMatcher(
        None, folded(option), folded(quote[:_SHORT_QUOTE]), autojunk=False
    ).ratio()
    return round(overlap + phrase + named + (0.2 * near if near >= _ALIKE else 0.0), 4)
