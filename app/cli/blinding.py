"""`chartdesk compare look` and `compare blinding`: seeing colleagues' work, early for a reason."""

import argparse
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_reviewer, opened_to_read, progress
from app.cli.outcome import Outcome

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.answers import Cell
    from app.domain.records import Record
    from app.domain.studies import Study
    from app.services.blinding import Colleague


def add(compare: Commands) -> None:
    """Add the commands of this family below `compare`."""
    look = compare.add("look", "show what colleagues charted of a study", _look)
    look.add_argument("study", metavar="STUDY", help="label of the study")
    look.add_argument(
        *("--because", "--reason"),
        dest="because",
        metavar="REASON",
        help="open it before all have sealed it, and why; kept in the log, can't be undone",
    )
    blinding = compare.add("blinding", "say whether blinding is on, and turn it", _blinding)
    turned = blinding.add_mutually_exclusive_group()
    turned.add_argument("--off", metavar="REASON", help="turn it off, and why; kept in the log")
    turned.add_argument("--on", action="store_true", help="turn it on again")
    for command in (look, blinding):
        add_reviewer(command)


def _look(args: argparse.Namespace) -> Outcome:
    if args.because is None:
        with opened_to_read(args) as review:
            return _shown(args, review, review.records.find_study(args.study))
    from app.bootstrap import open_review
    from app.services.sight import Blinded

    with open_review(args.dir, args.reviewer) as review:
        study = review.records.find_study(args.study)
        try:
            return _shown(args, review, study)
        except Blinded:
            edit = review.blinding.opened(study.study_id, args.because)
            review.extraction.apply(edit, label=f"Open colleagues' work on {study.label} early")
            return _shown(args, review, study)


def _shown(args: argparse.Namespace, review: "Review", study: "Study") -> Outcome:
    found = review.blinding.colleagues(study.study_id, progress(args))
    lines, listed = [], []
    for one in found:
        entries = [_entry(one.record, cell) for cell in _cells(one.record)]
        state = "sealed" if one.is_sealed else "not sealed, may still change"
        lines.append(f"{one.reviewer.name}, {study.label}, {state}:")
        lines += [f"  {_line(entry)}" for entry in entries]
        listed.append(_colleague(one, entries))
    document = {"study": study.label, "colleagues": listed}
    return Outcome(tuple(lines or ["Nobody else has begun this study."]), document)


def _colleague(one: "Colleague", entries: list[dict[str, object]]) -> dict[str, object]:
    return {"reviewer": one.reviewer.name, "sealed": one.is_sealed, "answers": entries}


def _cells(record: "Record") -> "list[Cell]":
    return [c for c in record.cells() if c in record.answers or record.evidence_of(c)]


def _entry(record: "Record", cell: "Cell") -> dict[str, object]:
    from app.domain.answers import STATUS_CODES
    from app.domain.row_names import row_name, shown

    answer, field = record.answer(cell), record.form.field(cell.field_id)
    row = next((row for row in record.rows if row.row_id == cell.row_id), None)
    return {
        "field": cell.field_id,
        "label": field.label,
        "row": None if row is None else row_name(record, row),
        "status": answer.status.value,
        "value": answer.value,
        "text": STATUS_CODES.get(answer.status) or shown(record, field, answer.value),
        "quotes": [
            {
                "paper": one.anchor.paper,
                "page": one.anchor.page + 1 if one.anchor.places else None,
                "quote": one.anchor.quote,
            }
            for one in record.evidence_of(cell)
        ],
    }


def _line(entry: dict[str, object]) -> str:
    name = str(entry["label"]) if entry["row"] is None else f"{entry['label']}, {entry['row']}"
    quotes = entry["quotes"]
    told = ", ".join(
        f"p. {one['page']}" if one["page"] else "a quote without a place"
        for one in (quotes if isinstance(quotes, list) else [])
    )
    said = " ".join(str(entry["text"] or "blank").split())
    return f"{name}: {said}{f' ({told})' if told else ''}"


def _blinding(args: argparse.Namespace) -> Outcome:
    if args.off is None and not args.on:
        with opened_to_read(args) as review:
            return _standing(review)
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        if args.on:
            review.extraction.apply(review.blinding.turned_on(), label="Turn blinding on")
        else:
            edit = review.blinding.turned_off(args.off)
            review.extraction.apply(edit, label="Turn blinding off")
        return _standing(review)


def _standing(review: "Review") -> Outcome:
    off, told = review.blinding.off(), review.blinding.told()
    labels = {study.study_id: study.label for study in review.records.studies()}
    seen = sorted(labels.get(key, key) for key in review.blinding.not_blind())
    lines = [f"Blinding is {'on' if off is None else 'off'}.", *told]
    if seen:
        lines.append(f"Not charted blind: {', '.join(seen)}.")
    document = {
        "blinding": off is None,
        "reason": None if off is None else off.reason,
        "told": list(told),
        "not_blind": seen,
    }
    return Outcome(tuple(lines), document)
