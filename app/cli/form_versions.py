"""Commands about the versions of a form: diff, publish, versions, reinstate, revisit."""

import argparse
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_reviewer, opened_to_read, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.counting import counted
from app.domain.errors import AppError, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.bootstrap import Review
    from app.domain.fields import Form
    from app.domain.form_changes import FormChange, Resolution

DECISIONS = {"revisit": "revisit", "blank": "leave", "nr": "not_reported", "merge": "merge"}


def add(form: Commands) -> None:
    """Add the commands of this family below `form`."""
    diff = form.add("diff", "what the draft (or --to) changes in a version; exits 1", _diff)
    diff.add_argument("--from", dest="old", metavar="N", type=int, help="the older version")
    diff.add_argument("--to", dest="new", metavar="N", type=int, help="the newer version")
    publish = form.add("publish", "publish the draft as the next version", _publish)
    publish.add_argument("--reason", required=True, help="why, for the list of deviations")
    publish.add_argument(
        "--set",
        dest="decisions",
        action="append",
        default=[],
        metavar="CHANGE=DECISION",
        help="revisit, blank, nr or merge:OPTION for a change that “diff” names",
    )
    form.add("discard", "drop the draft", _discard)
    form.add("versions", "list the versions with their reasons: the deviation log", _versions)
    reinstate = form.add("reinstate", "make the draft out of an older version", _reinstate)
    reinstate.add_argument("number", metavar="N", type=int, help="the version")
    pilot = form.add("pilot", "show the latest pilot, or begin one", _pilot)
    pilot.add_argument("--begin", metavar="N", type=int, help="sources of each type of evidence")
    revisit = form.add("revisit", "list the answers to look at again; exits 1 if any", _revisit)
    add_reviewer(revisit)


def _pilot(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.domain.pilots import pilot_to_json

    if args.begin is not None:
        with open_review(args.dir, args.reviewer) as review:
            edit = review.pilots.begun(args.begin)
            review.extraction.apply(edit, None, "Begin a pilot")
    with opened_to_read(args) as review:
        pilots = review.pilots.pilots()
        logged = dict(review.pilots.minutes_worked(pilots[0])) if pilots else {}
        agreed = dict(review.pilots.agreement(pilots[0])) if pilots else {}
        kinds = {one.study_id: one.evidence_type for one in review.pilots.sources()}
    if not pilots:
        return Outcome(("There is no pilot. “--begin N” begins one.",), {"pilots": []})
    lines = [
        f"{source.label} "
        f"({kinds.get(source.study_id) or source.evidence_type or 'not charted yet'})"
        + (f", about {logged[source.study_id]} min" if source.study_id in logged else "")
        for source in pilots[0].sources
    ]
    if "percent" in agreed:
        lines.append(
            f"Agreement on sources that two have sealed: {agreed['percent']} % of "
            f"{counted(int(str(agreed['answers'])), 'answer')}."
        )
    documents = [{"pilot_id": p.pilot_id, **pilot_to_json(p)} for p in pilots]
    document = {"pilots": documents, "minutes_by_log": logged, "agreement": agreed}
    return Outcome(tuple(lines), document)


def numbered(review: "Review", number: int) -> "Form":
    """Return the version with a number; raises NotFound."""
    found = [form for form in review.forms.versions() if form.number == number]
    if not found:
        raise NotFound(
            f"The form has no version {number}. Nothing was changed. "
            "“chartdesk form DIR versions” lists them."
        )
    return found[-1]


def change_lines(review: "Review") -> tuple[str, ...]:
    """Return a line for each change of the draft."""
    return tuple(_line(change) for change in review.design.changes())


def _diff(args: argparse.Namespace) -> Outcome:
    from app.domain.form_changes import changes
    from app.domain.form_draft import form_of

    with opened_to_read(args) as review:
        current = review.forms.current()
        old = current if args.old is None else numbered(review, args.old)
        draft = form_of(review.design.document())
        new = draft if args.new is None else numbered(review, args.new)
        found = changes(old, new)
        touched = [review.design.touched(change) for change in found]
        wrong = review.design.problems() if args.new is None else ()
    listed = [
        {
            "change": change.key,
            "kind": change.kind.value,
            "subject": change.subject,
            "label": change.label,
            "section": change.section,
            "before": change.before,
            "after": change.after,
            "decisions": [_said(choice.value) for choice in change.choices],
            "studies": count.studies,
            "cells": count.cells,
        }
        for change, count in zip(found, touched, strict=True)
    ]
    lines = [_line(change, count.cells) for change, count in zip(found, touched, strict=True)]
    lines += [f"Mistake: {problem.sentence}" for problem in wrong]
    document = {"changes": listed, "problems": [problem.sentence for problem in wrong]}
    return Outcome(tuple(lines) or ("No changes.",), document, FOUND if found else FINE)


def _publish(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.domain.form_changes import asking

    with open_review(args.dir, args.reviewer) as review:
        asked = asking(review.design.changes())
        said = _resolutions(asked, args.decisions)
        review.design.publish(args.reason, said, progress(args))
        number = review.forms.current().number
        waiting = len(review.design.revisits())
    lines = (
        f"Published version {number}.",
        f"To be looked at again: {counted(waiting, 'answer')}.",
    )
    return Outcome(lines, {"version": number, "revisits": waiting})


def _discard(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        there = review.design.draft() is not None
        if there:
            review.extraction.apply(review.design.replaced(None), None, "Discard the draft")
    return Outcome(("The draft is gone." if there else "There is no draft.",), {"discarded": there})


def _versions(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        current = review.forms.current().version_id
        infos = review.design.versions().values()
    listed = [
        {
            "version_id": info.version_id,
            "number": info.number,
            "parent_id": info.parent_id,
            "merged_id": info.merged_id,
            "at": info.at,
            "by": info.by,
            "device": info.device,
            "reason": info.reason,
            "in_use": info.version_id == current,
            "decisions": [
                f"{said.kind.value}:{said.subject}={_said(said.decision.value)}"
                for said in info.resolutions
            ],
        }
        for info in infos
    ]
    lines = tuple(
        f"{'*' if v['in_use'] else ' '} {v['number']:>3}  {str(v['at'])[:16]}  {v['by']}: "
        f"{v['reason']}"
        for v in listed
    )
    return Outcome(lines, {"versions": listed})


def _reinstate(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        version = numbered(review, args.number)
        edit = review.design.reinstated(version.version_id)
        review.extraction.apply(edit, None, f"Reinstate version {args.number}")
        lines = change_lines(review)
    first = f"The draft is version {args.number} again; publish it to put it into use."
    return Outcome((first, *lines), {"version": args.number, "changes": list(lines)})


def _revisit(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        found = review.design.revisits()
    listed = [
        {
            "study": entry.study,
            "field_id": entry.cell.field_id,
            "field": entry.field,
            "row": entry.row,
            "versions": [info.number for info, _ in entry.reasons],
            "reasons": [info.reason for info, _ in entry.reasons],
        }
        for entry in found
    ]
    lines = tuple(
        f"{entry.study}: {entry.field}{f', row {entry.row}' if entry.row else ''} "
        f"(version {entry.reasons[-1][0].number}: {entry.reasons[-1][0].reason})"
        for entry in found
    )
    return Outcome(
        lines or ("Nothing to look at again.",), {"revisits": listed}, FOUND if found else FINE
    )


def _resolutions(
    asked: "Sequence[FormChange]", decisions: "Sequence[str]"
) -> "tuple[Resolution, ...]":
    from app.domain.form_changes import default_resolution

    wanted = dict(entry.rpartition("=")[::2] for entry in decisions)
    unknown = set(wanted) - {change.key for change in asked}
    if unknown:
        known = ", ".join(change.key for change in asked) or "none"
        raise AppError(
            f"“{min(unknown)}” is not a change that asks something ({known}). Nothing was changed."
        )
    return tuple(
        _decided(change, wanted[change.key]) if change.key in wanted else default_resolution(change)
        for change in asked
    )


def _decided(change: "FormChange", said: str) -> "Resolution":
    from app.domain.form_changes import Decision, resolved

    word, _, target = said.partition(":")
    choices = [_said(choice.value) for choice in change.choices]
    if word not in choices or (word == "merge") != bool(target):
        raise AppError(
            f"“{said}” is not what “{change.key}” can be decided to be ({', '.join(choices)}; "
            "merge needs “:OPTION”). Nothing was changed."
        )
    return resolved(change, Decision(DECISIONS[word]), target)


def _said(decision: str) -> str:
    return next(word for word, value in DECISIONS.items() if value == decision)


def _line(change: "FormChange", cells: int = 0) -> str:
    name = change.label or change.subject
    what = change.kind.value.replace("_", " ")
    said = (
        f": {change.before or '–'} → {change.after or '–'}" if change.before or change.after else ""
    )
    count = f" [{counted(cells, 'answer')}]" if cells else ""
    return f"{change.key}  {what}, {name}{said}{count}"
