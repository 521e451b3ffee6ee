"""How a screen reader says a card."""

from PySide6.QtCore import QCoreApplication

from app.domain.anchors import AnchorKind
from ui.form.card_state import STATUS_WORDS, CardState, Mark


def spoken_state(state: CardState, *, is_target: bool) -> str:
    """Say number, need, target and state: "12, required, target, empty"."""
    words = [str(state.number)]
    words += [_tr("required")] if state.field.required else []
    words += [_tr("target")] if is_target else []
    words.append(_state_word(state))
    words += [_tr("unsure")] if state.answer.flagged else []
    words += [_tr("objection")] if state.objection and not state.is_soft else []
    words += [_tr("quote missing")] if state.lacks_quote else []
    words += [_quote_words(state.marks)] if state.marks else []
    return ", ".join(words)


def _state_word(state: CardState) -> str:
    if state.field.is_computed:
        return _tr("filled in by the program")
    if state.is_empty:
        return _tr("empty")
    word = STATUS_WORDS.get(state.answer.status)
    return _tr("filled") if word is None else _tr(word).lower()


def _quote_words(marks: tuple[Mark, ...]) -> str:
    pages = list(dict.fromkeys(mark.page_label for mark in marks if mark.page_label))
    if not pages:
        vain = any(mark.kind is AnchorKind.ABSENT for mark in marks)
        return _tr("searched, not found") if vain else _tr("quote without a place")
    words = _tr("1 quote on page {pages}") if len(marks) == 1 else _tr("{n} quotes on page {pages}")
    return words.format(n=len(marks), pages=", ".join(pages))


def _tr(text: str) -> str:
    return QCoreApplication.translate("card", text)
