"""Commands that make reviews and tell what is in one: new, sample, info."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.commands import Commands, add_folder, add_review, opened_to_read
from app.cli.outcome import Outcome


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    new = commands.add("new", "make a new review in a new or empty folder", _new)
    add_folder(new)
    new.add_argument("--title", required=True, help="title of the scoping review")
    new.add_argument(
        "--template",
        default="jbi-scoping",
        metavar="NAME|FILE.json",
        help="form to start from (“chartdesk form DIR template” lists them)",
    )
    new.add_argument("--reviewer", default="Reviewer", metavar="NAME", help="who extracts")
    sample = commands.add("sample", "make a writable copy of the sample review", _sample)
    add_folder(sample)
    sample.add_argument("--reset", action="store_true", help="replace an earlier copy")
    info = commands.add("info", "studies, papers, forms, reviewers and progress", _info)
    add_review(info)


def _new(args: argparse.Namespace) -> Outcome:
    from app.creating import create_review

    create_review(args.dir, title=args.title, template_id=args.template, reviewer=args.reviewer)
    line = f"Made the review “{args.title}” in {args.dir}."
    return Outcome((line,), {"folder": str(args.dir), "title": args.title})


def _sample(args: argparse.Namespace) -> Outcome:
    from app.creating import create_sample

    create_sample(Path(args.dir), reset=args.reset)
    line = f"Copied the sample review to {args.dir}."
    return Outcome((line,), {"folder": str(args.dir)})


def _info(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        info, studies = review.info(), review.records.studies()
        loads = review.assignments.loads()
    listed: list[dict[str, Any]] = [
        {
            "study_id": study.study_id,
            "label": study.label,
            "title": study.title,
            "status": study.status.value,
            "sealed": study.is_sealed,
            "roles": [role.value for role in study.roles],
            "answered": study.answered,
            "asked": study.asked,
            "paper": study.paper.sha256 if study.paper else None,
            "paper_state": study.paper_state.value,
        }
        for study in studies
    ]
    forms = [{"name": f.name, "version": f.number, "edition": f.edition} for f in info.forms]
    reviewers = [
        {
            "name": load.reviewer.name,
            "initials": load.reviewer.initials,
            "given": load.given,
            "sealed": load.sealed,
            "to_check": load.to_check,
        }
        for load in loads
    ]
    document = {
        "title": info.title,
        "folder": str(info.folder),
        "studies": listed,
        "papers": info.papers,
        "answers": info.answers,
        "forms": forms,
        "reviewers": reviewers,
        "read_only": info.read_only,
        "warnings": list(info.warnings),
    }
    return Outcome(tuple(_info_lines(document)), document)


def _info_lines(document: dict[str, Any]) -> list[str]:
    """Return the counts first, then a line a study."""
    people = ", ".join(map(_person_line, document["reviewers"]))
    forms = ", ".join(f"{f['name']}, version {f['version']}" for f in document["forms"])
    studies = document["studies"]
    lines = [
        document["title"],
        f"Folder:    {document['folder']}{' (read only)' if document['read_only'] else ''}",
        f"Studies:   {len(studies)}",
        f"Papers:    {document['papers']}",
        f"Answers:   {document['answers']}",
        f"Form:      {forms}",
        f"Reviewers: {people}",
        *(f"Note:      {warning}" for warning in document["warnings"]),
    ]
    width = max((len(study["label"]) for study in studies), default=0)
    return [
        *lines,
        *(
            f"  {s['label']:<{width}}  {s['answered']:>4} of {s['asked']:<4} "
            f"{'sealed' if s['sealed'] else s['status']}"
            f"{'' if s['paper'] else '  no paper'}"
            for s in studies
        ),
    ]


def _person_line(person: dict[str, Any]) -> str:
    told = f"{person['name']} ({person['initials']})"
    if not person["given"] and not person["sealed"]:
        return told
    of = f" of {person['given']}" if person["given"] else ""
    return f"{told}, {person['sealed']}{of} sealed"
