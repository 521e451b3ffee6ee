"""When a field is asked: and/or over the answers of other fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.amounts import amounts_of
from app.domain.answers import Answer, Json, Status
from app.domain.folding import folded


class Test(StrEnum):
    """What is asked of another answer; none but the last two hold for an unanswered field."""

    __test__ = False

    IS = "is"
    IS_NOT = "is_not"
    LESS = "less_than"
    AT_MOST = "at_most"
    MORE = "more_than"
    AT_LEAST = "at_least"
    CONTAINS = "contains"
    MARKED = "marked"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


BARE_TESTS = frozenset({Test.ANSWERED, Test.UNANSWERED})


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to another field. `value` is stored JSON; of MARKED it is a status."""

    field_id: str
    test: Test
    value: Json = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part does; without parts it holds."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when a part does; without parts it holds."""

    parts: "tuple[Condition, ...]"


Condition: TypeAlias = Ask | AllOf | AnyOf
Lookup: TypeAlias = Callable[[str], Sequence[Answer]]


def holds(condition: Condition, lookup: Lookup) -> bool:
    """Tell whether a condition holds; `lookup` gives the answers of a field, one a row.

    Of several rows one is enough, except for IS_NOT and UNANSWERED, which ask all of them.
    """
    if isinstance(condition, AllOf):
        return all(holds(part, lookup) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return not condition.parts or any(holds(part, lookup) for part in condition.parts)
    return _answers_hold(condition, lookup(condition.field_id))


def asks_of(condition: Condition | None) -> tuple[Ask, ...]:
    """Return every single question of a condition, in order."""
    if condition is None:
        return ()
    if isinstance(condition, Ask):
        return (condition,)
    return tuple(ask for part in condition.parts for ask in asks_of(part))


def circle(needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the keys of a circle among what needs what, first key again last; else nothing."""
    done: set[str] = set()
    for key in needs:
        if key not in done and (found := _walk(key, needs, [], done)):
            return found
    return ()


def _walk(
    key: str, needs: Mapping[str, Sequence[str]], path: list[str], done: set[str]
) -> tuple[str, ...]:
    if key in path:
        return (*path[path.index(key) :], key)
    if key in done:
        return ()
    path.append(key)
    found = next((c for n in needs.get(key, ()) if (c := _walk(n, needs, path, done))), ())
    path.pop()
    done.add(key)
    return found


def _answers_hold(ask: Ask, answers: Sequence[Answer]) -> bool:
    given = [answer for answer in answers if answer.status is not Status.EMPTY]
    match ask.test:
        case Test.ANSWERED:
            return bool(given)
        case Test.UNANSWERED:
            return not given
        case Test.MARKED:
            return any(answer.status.value == ask.value for answer in given)
        case Test.IS_NOT:
            return bool(given) and not any(_is(answer.value, ask.value) for answer in given)
    return any(_passes(ask, answer.value) for answer in given if answer.status.has_value)


def _passes(ask: Ask, value: Json) -> bool:
    if ask.test is Test.IS:
        return _is(value, ask.value)
    if ask.test is Test.CONTAINS:
        return folded(str(ask.value)) in folded(_text(value))
    found, bounds = amounts_of(value), amounts_of(ask.value)
    if not found or not bounds:
        return False
    low, high, bound = found[0], found[-1], bounds[0]
    return {
        Test.LESS: high < bound,
        Test.AT_MOST: high <= bound,
        Test.MORE: low > bound,
        Test.AT_LEAST: low >= bound,
    }[ask.test]


def _is(value: Json, wanted: Json) -> bool:
    """Tell whether a value is the one wanted, or a list has it; "Other" stands for any other."""
    if isinstance(value, list) and not isinstance(wanted, list):
        return any(_is(item, wanted) for item in value)
    if isinstance(value, str) and isinstance(wanted, str):
        head = value.partition(": ")[0]
        return value == wanted or (wanted == "Other" and head == wanted)
    return value == wanted


def _text(value: Json) -> str:
    if isinstance(value, list):
        return "\n".join(_text(item) for item in value)
    if isinstance(value, dict):
        return " ".join(_text(item) for item in value.values())
    return "" if value is None else str(value)
