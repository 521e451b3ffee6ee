"""Turns a choice of the reviewer into a decision that is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain import deciding, values
from app.domain.answers import STATUS_CODES
from app.domain.consensus import Compared, Decision, Line, State
from app.domain.consensus_text import line_name
from app.domain.errors import AppError
from app.domain.fields import FieldType
from ui.consensus import said
from ui.consensus.decision_pane import Shown
from ui.messages import announce

if TYPE_CHECKING:
    from app.domain.anchors import Anchor
    from ui.consensus.line_model import LineModel
    from ui.consensus.page import ConsensusPage
    from ui.workspaces import Desk


class Choosing:
    """Makes decisions and submits them; says beside the line why one was not taken."""

    def __init__(self, desk: Desk, page: ConsensusPage) -> None:
        """Write through the editor of the desk."""
        self._desk = desk
        self._page = page

    def decide(self, compared: Compared, line: Line, choice: str) -> bool:
        """Store what an action chooses; False when it was refused."""
        if compared.is_complete or self._desk.review.read_only:
            return self._refuse(
                said.tr("The consensus of this study is closed. Reopen it to change a decision.")
            )
        try:
            decision = self._decision(compared, line, choice)
        except AppError as problem:
            return self._refuse(problem.message)
        return self._store(compared, line, decision)

    def keep(self, compared: Compared, line: Line, decision: Decision) -> bool:
        """Store one of the decisions that stand apart as one's own; False when it was refused."""
        if self._desk.review.read_only:
            return self._refuse(said.tr("The review is open for reading only."))
        reason = self._page.pane.reason.text().strip() or decision.reason
        return self._submit(compared, line, replace(decision, reason=reason, by=""))

    def begin_typing(self, compared: Compared, line: Line) -> None:
        """Let a value be typed, beginning with what a checker says, or else the first has."""
        if line.is_about_row:
            return
        field = compared.form.field(line.field_id)
        given = (line.first, line.second)
        answers = (
            *((one.corrected for one in given) if line.decision is None else ()),
            line.final,
            *(one.answer for one in given),
        )
        valued = next((a for a in answers if a is not None and a.status.has_value), None)
        text = values.edit_text(field, valued.value).replace("\n", "; ") if valued else ""
        self._page.pane.begin_typing(text)

    def type(self, compared: Compared, line: Line, text: str) -> bool:
        """Store a typed value; False when it is no value of the field."""
        field = compared.form.field(line.field_id)
        if values.is_list(field):
            text = "\n".join(part.strip() for part in text.split(";"))
        try:
            decision = deciding.typed(field, line, text)
        except AppError as problem:
            return self._refuse(problem.message)
        return self._store(compared, line, decision)

    def _decision(self, compared: Compared, line: Line, choice: str) -> Decision | None:
        match choice:
            case "cons.a":
                return deciding.taken(compared, line, 0)
            case "cons.b":
                return deciding.taken(compared, line, 1)
            case "cons.both":
                return deciding.combined(compared.form.field(line.field_id), line)
            case "cons.unsure":
                return deciding.deferred(line)
            case "cons.accept":
                return deciding.accepted(line)
        return None

    def _store(self, compared: Compared, line: Line, decision: Decision | None) -> bool:
        reason = self._page.pane.reason.text().strip()
        signed = replace(decision, reason=reason) if decision else None
        if signed is None and line.decision is None and line.apart is None:
            return False
        return self._submit(compared, line, signed)

    def _submit(self, compared: Compared, line: Line, signed: Decision | None) -> bool:
        edit = self._desk.review.consensus.decide(compared, line, signed)
        name = line_name(compared, line)
        label = said.tr("Decide {0}") if signed else said.tr("Take the decision on {0} back")
        return self._desk.editor.submit(edit, label.format(name), self)

    def _refuse(self, sentence: str) -> bool:
        self._page.pane.show_error(sentence)
        announce(self._page, sentence)
        return False


def shown_of(compared: Compared, line: Line, model: LineModel) -> Shown:
    """Return what the pane shows of a line."""
    field = None if line.is_about_row else compared.form.field(line.field_id)
    question = f": {field.help}" if field is not None and field.help else ""
    both = line.first.answer.status.has_value and line.second.answer.status.has_value
    takes_both = field is not None and (values.is_list(field) or _is_text(field.type))
    labels = [said.side_words(compared, line, number) or said.tr("blank") for number in (0, 1)]
    return Shown(
        title=f"{line_name(compared, line)}{question}",
        about=_about(compared, line),
        pieces=model.pieces(line),
        quotes=(
            _quotes(compared, line.first.anchors),
            _quotes(compared, line.second.anchors),
        ),
        labels=(labels[0], labels[1]),
        can_combine=both and takes_both,
        can_type=field is not None and field.type is not FieldType.ROW,
        is_closed=compared.is_complete,
        options=() if field is None else (*field.options, *STATUS_CODES.values()),
        decided=_sentence(said.decision_words(compared, line)),
        kept=said.kept_words(compared, line),
    )


def _about(compared: Compared, line: Line) -> str:
    parts = [said.kind_words(line.kind)]
    if not line.is_about_row and line.state is not State.BLANK:
        parts.append(said.where_words(line.where))
    if line.field_id in compared.changed:
        parts.append(said.tr("charted under another version of this field"))
    if line.has_other_report:
        parts.append(said.tr("taken from different reports"))
    flagged = [x for x, s in zip("AB", (line.first, line.second), strict=True) if s.answer.flagged]
    if flagged:
        parts.append(said.tr("{0} is unsure").format(said.tr(" and ").join(flagged)))
    parts += [said.checked_words(compared, line, number) for number in (0, 1)]
    notes = [
        f"{letter}: {side.answer.note}"
        for letter, side in zip("AB", (line.first, line.second), strict=True)
        if side.answer.note
    ]
    text = " · ".join(part for part in parts if part)
    return " – ".join((_sentence(text), *notes))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_text(kind: FieldType) -> bool:
    return kind in (FieldType.SHORT_TEXT, FieldType.LONG_TEXT, FieldType.CITATION, FieldType.QUOTE)


def _quotes(compared: Compared, anchors: tuple[Anchor, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((a.quote, said.pages(compared, (a,))) for a in anchors if a.quote)
