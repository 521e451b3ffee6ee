"""What a third reviewer is asked: two answers without names, in an order drawn by lot."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.consensus import Compared, Line, State
from app.domain.consensus_text import nameless, page_labels, side_text

BLANK, NO_ROW = "(left blank)", "(no such row)"
Quote = tuple[str, str]
"""The words of a quote, and its page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which line a question is about; `turned`: its answer 1 is the second reviewer's."""

    study_id: str
    field_id: str
    row_key: str
    turned: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `answers` and `quotes` are those of answer 1 and of answer 2."""

    number: int
    study: str
    title: str
    name: str
    help: str
    options: tuple[str, ...]
    answers: tuple[str, str]
    quotes: tuple[tuple[Quote, ...], tuple[Quote, ...]]
    asked: Asked


@dataclass(frozen=True, slots=True)
class Reply:
    """What the third reviewer says to a question: "1", "2" or a value, and why."""

    number: int
    choice: str
    reason: str = ""


def questions(studies: Sequence[Compared], chance: random.Random) -> tuple[Question, ...]:
    """Return a question for every line that was left to the third reviewer."""
    found: list[Question] = []
    for compared in studies:
        for line in compared.lines:
            if line.state is State.DEFERRED:
                turned = chance.random() < 0.5
                found.append(_question(len(found) + 1, compared, line, turned))
    return tuple(found)


def _question(number: int, compared: Compared, line: Line, turned: bool) -> Question:
    order = (1, 0) if turned else (0, 1)
    field = None if line.is_about_row else compared.form.field(line.field_id)
    first, second = (_answer(compared, line, side) for side in order)
    one, other = (_quotes(compared, line, side) for side in order)
    return Question(
        number=number,
        study=compared.study.label,
        title=compared.study.title,
        name=nameless(compared, line),
        help=field.help if field else "Does this row stay in the table?",
        options=field.options if field else (),
        answers=(first, second),
        quotes=(one, other),
        asked=Asked(compared.study.study_id, line.field_id, line.row_key, turned),
    )


def _answer(compared: Compared, line: Line, number: int) -> str:
    if line.is_about_row and not line.side(number).has_row:
        return NO_ROW
    return side_text(compared, line, number) or BLANK


def _quotes(compared: Compared, line: Line, number: int) -> tuple[Quote, ...]:
    anchors = line.side(number).anchors
    return tuple((a.quote, page_labels(compared, (a,))) for a in anchors if a.quote)
