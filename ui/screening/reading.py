"""A record as a page to read, with the review's words marked."""

import re
from collections.abc import Sequence
from html import escape

from app.domain.screened import Conflict, RecordText, Words
from ui.theme import Tokens


def page_of(text: RecordText, words: Words, tokens: Tokens, *, lack: str, above: str = "") -> str:
    """Return HTML of title, source and abstract (or `lack`); `above` is HTML before it."""
    source = ", ".join(filter(None, (text.source, str(text.year or ""))))
    muted = tokens["text_muted"].name()
    parts = [
        above,
        f"<h3>{_marked(text.title, words, tokens) or '–'}</h3>",
        f'<p style="color:{muted}">{escape(text.authors)}<br/>{escape(source)}',
        f"<br/>DOI {escape(text.doi)}" if text.doi else "",
        "</p>",
        f'<p style="line-height:135%">{_marked(text.abstract, words, tokens)}</p>'
        if text.abstract
        else f'<p style="color:{muted}"><i>{escape(lack)}</i></p>',
        f'<p style="color:{muted}">{_marked(text.keywords, words, tokens)}</p>',
    ]
    return "".join(parts)


def table_of(conflict: Conflict, labels: dict[str, str], verdicts: dict[str, str]) -> str:
    """Return what each reviewer decided as an HTML table."""
    rows = "".join(
        f"<tr><td><b>{escape(name)}</b></td><td>{escape(verdicts[said.verdict.value])}</td>"
        f"<td>{escape(labels.get(said.reason or '', ''))}</td><td>{escape(said.note)}</td></tr>"
        for name, said in conflict.said
    )
    return f'<table cellpadding="4">{rows}</table><hr/>'


def _marked(text: str, words: Words, tokens: Tokens) -> str:
    """Return escaped text whose words for and against inclusion have a coloured ground."""
    marks = (
        (_pattern(words.include), tokens["success_bg"].name(), tokens["success"].name()),
        (_pattern(words.exclude), tokens["danger_bg"].name(), tokens["danger"].name()),
    )
    spans = sorted(
        (found.start(), found.end(), ground, ink)
        for pattern, ground, ink in marks
        if pattern is not None
        for found in pattern.finditer(text)
    )
    out, at = "", 0
    for start, end, ground, ink in spans:
        if start >= at:
            out += escape(text[at:start])
            style = f"background-color:{ground};color:{ink}"
            out += f'<span style="{style}"><b>{escape(text[start:end])}</b></span>'
            at = end
    return out + escape(text[at:])


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern of words; a star at the end stands for any ending."""
    parts = [re.escape(word.strip()).replace(r"\*", r"\w*") for word in words if word.strip(" *")]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE) if parts else None
