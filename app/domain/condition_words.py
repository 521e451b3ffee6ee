"""Conditions and rules in words, for the pane, the designer and the codebook."""

from app.domain import values
from app.domain.answers import Json
from app.domain.conditions import AllOf, AnyOf, Ask, Condition, Test
from app.domain.fields import Form
from app.domain.rules import Comparison, Length, Pattern, Range, Rule

_TESTS = {
    Test.IS: "is",
    Test.IS_NOT: "is not",
    Test.LESS: "is less than",
    Test.AT_MOST: "is at most",
    Test.MORE: "is more than",
    Test.AT_LEAST: "is at least",
    Test.CONTAINS: "contains",
    Test.MARKED: "is marked",
    Test.ANSWERED: "is answered",
    Test.UNANSWERED: "is not answered",
}


def condition_words(form: Form, condition: Condition) -> str:
    """Return "“Design” is Trial and “Arms” is more than 2"."""
    if isinstance(condition, Ask):
        return _ask(form, condition)
    joint = " and " if isinstance(condition, AllOf) else " or "
    parts = [_part(form, part) for part in condition.parts]
    return joint.join(parts)


def rule_words(form: Form, rule: Rule) -> str:
    """Return "1 to 9", "at most 40 characters", "matches NCT...", "<= “Enrolled”"."""
    return f"{_rule(form, rule)} (warning)" if rule.is_soft else _rule(form, rule)


def _rule(form: Form, rule: Rule) -> str:
    match rule:
        case Range():
            return _span(rule.low, rule.high)
        case Length():
            most = None if rule.most is None else str(rule.most)
            return f"{_span(str(rule.least), most)} characters or entries"
        case Pattern():
            return f"matches {rule.pattern}"
        case Comparison():
            return f"{rule.sign.value} {_label(form, rule.field_id)}"


def _span(low: str | None, high: str | None) -> str:
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


def _part(form: Form, part: Condition) -> str:
    words = condition_words(form, part)
    is_joint = isinstance(part, AllOf | AnyOf) and len(part.parts) > 1
    return f"({words})" if is_joint else words


def _ask(form: Form, ask: Ask) -> str:
    if ask.test in (Test.ANSWERED, Test.UNANSWERED):
        return f"{_label(form, ask.field_id)} {_TESTS[ask.test]}"
    return f"{_label(form, ask.field_id)} {_TESTS[ask.test]} {_value(form, ask)}"


def _value(form: Form, ask: Ask) -> str:
    if ask.test is Test.MARKED:
        return str(ask.value).replace("_", " ")
    if not form.has(ask.field_id):
        return _plain(ask.value)
    return values.display(form.field(ask.field_id), ask.value)


def _plain(value: Json) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _label(form: Form, field_id: str) -> str:
    return f"“{form.field(field_id).label if form.has(field_id) else field_id}”"
