"""Quotes as W3C Web Annotations (Recommendation of 23 February 2017): one item an evidence.

The target is a paper named by its hash (`urn:sha256:` and 64 hexadecimal digits). Selectors:
`TextQuoteSelector` with the words and those around them; `FragmentSelector` after RFC 8118 with
the page from 1; and `chartdesk:QuadsSelector`, whose `chartdesk:pages` give the page (index from
0) and rectangles [left, top, right, bottom] in PDF points of the upright page, origin at the top
left. An own selector has an id, as the tests of the Recommendation want of those they don't know.
"""

from collections.abc import Iterator
from typing import Any

from app.domain.anchors import Anchor, AnchorKind
from app.domain.answers import Status
from app.domain.records import Evidence
from app.export.model import ExportedStudy, ExportOptions, ReviewTable
from app.export.text import cell_text, page_text

CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {"chartdesk": "urn:chartdesk:terms:"},
)
PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc8118"
PAPER = "urn:sha256:"


def annotation_page(table: ReviewTable) -> dict[str, Any]:
    """Return an AnnotationPage with every piece of evidence, studies as listed."""
    items = [item for entry in table.records for item in _items(entry)]
    whole = {"id": "urn:chartdesk:evidence", "type": "AnnotationCollection", "total": len(items)}
    return {
        "@context": list(CONTEXT),
        "id": "urn:chartdesk:annotations",
        "type": "AnnotationPage",
        "partOf": {**whole, "label": table.title},
        "startIndex": 0,
        "items": items,
    }


def _items(entry: ExportedStudy) -> Iterator[dict[str, Any]]:
    for number, evidence in enumerate(entry.record.evidence):
        yield {
            "id": f"urn:chartdesk:evidence:{evidence.anchor.anchor_id}:{number}",
            "type": "Annotation",
            "motivation": "describing",
            "creator": {"type": "Person", "name": entry.reviewer.name},
            "body": list(_bodies(entry, evidence)),
            "target": _target(entry, evidence.anchor),
            "chartdesk:study": entry.study.label,
            "chartdesk:studyId": entry.study.study_id,
            "chartdesk:kind": evidence.anchor.kind.value,
            **_cell(entry, evidence),
        }


def _target(entry: ExportedStudy, anchor: Anchor) -> dict[str, Any]:
    """Return the paper with its selectors; without any the whole paper is meant."""
    selectors = list(_selectors(entry, anchor))
    more = {"selector": selectors} if selectors else {}
    return {"source": PAPER + anchor.paper, **more}


def _cell(entry: ExportedStudy, evidence: Evidence) -> dict[str, Any]:
    cell = evidence.cell
    if cell is None:
        return {}
    rows = {row.row_id: row.position + 1 for row in entry.record.rows}
    return {"chartdesk:field": cell.field_id, "chartdesk:row": rows.get(cell.row_id or "")}


def _bodies(entry: ExportedStudy, evidence: Evidence) -> Iterator[dict[str, Any]]:
    """Yield the field as a tag and the value as a description."""
    cell, form = evidence.cell, entry.record.form
    if cell is None or not form.has(cell.field_id):
        return
    field = form.field(cell.field_id)
    yield {"type": "TextualBody", "purpose": "tagging", "value": field.label}
    if entry.answer(cell).status is not Status.EMPTY:
        value = cell_text(entry, field, cell, ExportOptions())
        yield {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": value,
        }


def _selectors(entry: ExportedStudy, anchor: Anchor) -> Iterator[dict[str, Any]]:
    if anchor.kind is AnchorKind.TEXT or (anchor.kind is AnchorKind.REGION and anchor.quote):
        yield {
            "type": "TextQuoteSelector",
            "exact": anchor.quote,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        }
    if anchor.places:
        yield {
            "type": "FragmentSelector",
            "conformsTo": PDF_FRAGMENT,
            "value": f"page={anchor.page + 1}",
            "chartdesk:pageLabel": page_text(entry, anchor),
        }
        yield {
            "id": f"urn:chartdesk:place:{anchor.anchor_id}",
            "type": "chartdesk:QuadsSelector",
            "chartdesk:pages": [
                {
                    "page": place.page,
                    "rects": [[r.left, r.top, r.right, r.bottom] for r in place.rects],
                }
                for place in anchor.places
            ],
        }
