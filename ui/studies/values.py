"""How a study looks in the list: its state as icon, colour and words."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.domain.blinding import Role
from app.domain.studies import ExtractionStatus, PaperState, Study


@dataclass(frozen=True, slots=True)
class Look:
    """An icon, the token that colours it, and the words that say the same."""

    icon: str
    colour: str
    words: str


def state_look(study: Study) -> Look:
    """Show how far the extraction is; never by colour alone."""
    if study.is_sealed:
        return Look("lock", "success", _tr("sealed"))
    if study.status is ExtractionStatus.COMPLETE:
        return Look("circle-check", "success", _tr("complete"))
    if study.answered:
        return Look("circle-dot", "accent", _tr("started"))
    return Look("circle", "text_muted", _tr("not started"))


def paper_look(study: Study) -> Look | None:
    """Show what is wrong with the PDF, or nothing when it is there with text."""
    if study.paper_state is PaperState.NONE:
        return Look("file-x", "warning", _tr("no PDF"))
    if study.paper_state is PaperState.MISSING:
        return Look("file-x", "danger", _tr("PDF missing"))
    if study.paper_state is PaperState.IMAGE_ONLY:
        return Look("image", "warning", _tr("PDF without text"))
    return None


def role_words(study: Study) -> str:
    """Say what the reviewer does for the study, or nothing when nobody was given it."""
    words = {
        Role.FIRST: _tr("first reviewer"),
        Role.SECOND: _tr("second reviewer"),
        Role.CHECKER: _tr("checker"),
        Role.THIRD: _tr("third reviewer"),
        Role.AGAIN: _tr("charted a second time"),
    }
    return ", ".join(words[role] for role in study.roles)


def spoken(study: Study) -> str:
    """Return the row as one sentence for screen readers and tooltips."""
    paper = paper_look(study)
    counts = _tr("{answered} of {asked} answered").format(
        answered=study.answered, asked=study.asked
    )
    flagged = _tr("{n} flagged").format(n=study.flagged) if study.flagged else ""
    parts = (
        study.label,
        study.title,
        role_words(study),
        state_look(study).words,
        counts,
        flagged,
        paper.words if paper else "",
    )
    return ", ".join(part for part in parts if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("studies", text)
