"""Rules and conditions of fields as JSON documents, both ways.

A rule is `{"range": ["0", "100"]}`, `{"length": [1, 200]}` (either end may be null),
`{"pattern": "NCT\\\\d{8}"}` or `{"compare": "<=", "with": "participants.enrolled"}`, with
`message` and `soft` where it has them. A condition is `{"field": "design.design", "is":
"Randomised trial"}`, or `{"all": [...]}` or `{"any": [...]}` of such.
"""

from collections.abc import Mapping
from typing import Any

from app.domain.conditions import BARE_TESTS, AllOf, AnyOf, Ask, Condition, Test
from app.domain.documents import flag_of, invalid, text_of
from app.domain.rules import Comparison, Length, Pattern, Range, Rule, Sign

DEEPEST = 20  # conditions within conditions


def rule_to_json(rule: Rule) -> dict[str, Any]:
    """Return the document of a rule."""
    said = {"message": rule.message, "soft": rule.is_soft}
    more = {key: value for key, value in said.items() if value}
    match rule:
        case Range():
            return {"range": [rule.low, rule.high], **more}
        case Length():
            return {"length": [rule.least, rule.most], **more}
        case Pattern():
            return {"pattern": rule.pattern, **more}
        case Comparison():
            return {"compare": rule.sign.value, "with": rule.field_id, **more}


def rule_from_json(entry: Mapping[str, Any], where: str) -> Rule:
    """Return the rule of a document; raises FormInvalid."""
    message = text_of(entry, "message", where, "")
    soft = flag_of(entry, "soft", where)
    if "range" in entry:
        low, high = _pair(entry["range"], "range", where, (str, int, float))
        return Range(_bound(low), _bound(high), message, soft)
    if "length" in entry:
        least, most = _pair(entry["length"], "length", where, (int,))
        return Length(least or 0, most, message, soft)
    if "pattern" in entry:
        return Pattern(text_of(entry, "pattern", where), message, soft)
    if "compare" in entry:
        named = text_of(entry, "compare", where)
        if named not in set(Sign):
            raise invalid(f"{where} compares by the unknown sign “{named}”")
        return Comparison(Sign(named), text_of(entry, "with", where), message, soft)
    raise invalid(f"{where} has a rule that is no range, length, pattern or comparison")


def condition_to_json(condition: Condition) -> dict[str, Any]:
    """Return the document of a condition."""
    match condition:
        case AllOf():
            return {"all": [condition_to_json(part) for part in condition.parts]}
        case AnyOf():
            return {"any": [condition_to_json(part) for part in condition.parts]}
        case Ask():
            value = True if condition.test in BARE_TESTS else condition.value
            return {"field": condition.field_id, condition.test.value: value}


def condition_from_json(document: object, where: str, depth: int = 0) -> Condition | None:
    """Return the condition of a document, None when there is none; raises FormInvalid."""
    if document is None:
        return None
    if not isinstance(document, dict) or depth > DEEPEST:
        raise invalid(f"{where} has no condition under “show_if”")
    for key, group in (("all", AllOf), ("any", AnyOf)):
        if key in document:
            return group(_parts(document[key], where, depth))
    field_id = text_of(document, "field", where)
    tests = [test for test in Test if test.value in document]
    if len(tests) != 1:
        raise invalid(f"{where} does not say what it asks of “{field_id}”")
    bare = tests[0] in BARE_TESTS
    return Ask(field_id, tests[0], None if bare else document[tests[0].value])


def _parts(documents: object, where: str, depth: int) -> tuple[Condition, ...]:
    if not isinstance(documents, list):
        raise invalid(f"{where} has no list of conditions under “show_if”")
    found = (condition_from_json(part, where, depth + 1) for part in documents)
    return tuple(part for part in found if part is not None)


def _pair(found: object, key: str, where: str, kinds: tuple[type, ...]) -> tuple[Any, Any]:
    usable = isinstance(found, list) and len(found) == 2
    if not usable or not all(_is_end(end, kinds) for end in found):  # type: ignore[attr-defined]
        raise invalid(f"{where} has no two ends (or null) under “{key}”")
    return found[0], found[1]  # type: ignore[index]


def _is_end(end: object, kinds: tuple[type, ...]) -> bool:
    return end is None or (isinstance(end, kinds) and not isinstance(end, bool))


def _bound(end: object) -> str | None:
    return None if end is None else str(end)
