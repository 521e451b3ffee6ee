"""Pairs of rows are the best there are, whatever the order."""

import random
from itertools import permutations

import pytest

from app.domain.row_alignment import best_pairs
from app.domain.word_difference import word_difference


def gains_of(seed: int) -> list[list[float]]:
    chance = random.Random(seed)
    width = chance.randint(1, 5)
    return [[chance.uniform(-0.4, 0.7) for _ in range(width)] for _ in range(chance.randint(1, 5))]


def best_by_trying(gains: list[list[float]]) -> float:
    """Return the greatest sum over all ways to pair (with nobody at no gain)."""
    columns = [*range(len(gains[0])), *([None] * len(gains))]
    return max(
        sum(max(gains[row][c], 0.0) for row, c in enumerate(chosen) if c is not None)
        for chosen in permutations(columns, len(gains))
    )


@pytest.mark.parametrize("seed", range(40))
def test_pairing_is_the_best_of_all(seed: int) -> None:
    gains = gains_of(seed)
    pairs = best_pairs(gains)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
    assert sum(gains[a][b] for a, b in pairs) == pytest.approx(best_by_trying(gains))


def test_rows_without_likeness_stay_alone() -> None:
    assert best_pairs([[-0.2, -0.1], [0.3, -0.3]]) == [(1, 0)]


def test_difference_of_words_keeps_both_texts_whole() -> None:
    one, other = "adults with HF, 44% women", "adults with heart failure"
    first, second = word_difference(one, other)
    assert ("".join(t for t, _ in first), "".join(t for t, _ in second)) == (one, other)
    assert [text for text, differs in second if differs] == ["heart", "failure"]
