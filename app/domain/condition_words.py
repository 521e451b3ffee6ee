"""Conditions and rules in words, for the pane, the designer and the codebook."""

from app.domain import values
from app.domain.answers import Json
from app.domain.conditions import AllOf, AnyOf, Ask, Condition, Test
from app.domain.fields import Form
from app.domain.rules import Comparison, Length, Pattern, Range, Rule
from app.domain.sentence import Sentence, joined

_TESTS = {
    Test.IS: "{0} is {1}",
    Test.IS_NOT: "{0} is not {1}",
    Test.LESS: "{0} is less than {1}",
    Test.AT_MOST: "{0} is at most {1}",
    Test.MORE: "{0} is more than {1}",
    Test.AT_LEAST: "{0} is at least {1}",
    Test.CONTAINS: "{0} contains {1}",
    Test.MARKED: "{0} is marked {1}",
    Test.ANSWERED: "{0} is answered",
    Test.UNANSWERED: "{0} is not answered",
}


def condition_words(form: Form, condition: Condition) -> str:
    """Return "“Design” is Trial and “Arms” is more than 2"."""
    if isinstance(condition, Ask):
        return _ask(form, condition)
    joint = "{0} and {1}" if isinstance(condition, AllOf) else "{0} or {1}"
    return joined([_part(form, part) for part in condition.parts], joint)


def rule_words(form: Form, rule: Rule) -> str:
    """Return "1 to 9", "at most 40 characters", "matches NCT...", "<= “Enrolled”"."""
    said = _rule(form, rule)
    return Sentence("{0} (warning)", said) if rule.is_soft else said


def _rule(form: Form, rule: Rule) -> str:
    match rule:
        case Range():
            return _span(rule.low, rule.high)
        case Length():
            most = None if rule.most is None else str(rule.most)
            return Sentence("{0} characters or entries", _span(str(rule.least), most))
        case Pattern():
            return Sentence("matches {0}", rule.pattern)
        case Comparison():
            return f"{rule.sign.value} {_label(form, rule.field_id)}"


def _span(low: str | None, high: str | None) -> str:
    if low is None:
        return Sentence("at most {0}", str(high))
    return Sentence("at least {0}", low) if high is None else Sentence("{0} to {1}", low, high)


def _part(form: Form, part: Condition) -> str:
    words = condition_words(form, part)
    is_joint = isinstance(part, AllOf | AnyOf) and len(part.parts) > 1
    return Sentence("({0})", words) if is_joint else words


def _ask(form: Form, ask: Ask) -> str:
    label = _label(form, ask.field_id)
    if ask.test in (Test.ANSWERED, Test.UNANSWERED):
        return Sentence(_TESTS[ask.test], label)
    return Sentence(_TESTS[ask.test], label, _value(form, ask))


def _value(form: Form, ask: Ask) -> str:
    if ask.test is Test.MARKED:
        return Sentence(str(ask.value).replace("_", " "))
    if not form.has(ask.field_id):
        return _plain(ask.value)
    return values.display(form.field(ask.field_id), ask.value)


def _plain(value: Json) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _label(form: Form, field_id: str) -> str:
    return f"“{form.field(field_id).label if form.has(field_id) else field_id}”"
