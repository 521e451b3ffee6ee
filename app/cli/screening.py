"""Commands about screening and the flow diagram: screen DIR export, import, flow."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.commands import Commands, add_review, add_reviewer, opened_to_read, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.counting import counted
from app.domain.errors import AppError
from app.domain.flow import LISTS, NUMBERS, Flow, warnings

if TYPE_CHECKING:
    from app.domain.screening_files import Standing

STAGES = {"title": "title_abstract", "full": "full_text"}
DECISIONS = ("include", "exclude")
NAMED = 20  # rows that are named when they were not found


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    parser = commands.add("screen", "take decisions in or write them out, and count the flow")
    add_review(parser)
    screen = Commands(parser)
    export = screen.add("export", "write every record with what was decided, as CSV", _export)
    export.add_argument("out", metavar="FILE", type=Path, help="the new .csv")
    add_reviewer(export)
    imported = screen.add("import", "take decisions from Rayyan, Covidence or a table", _import)
    imported.add_argument("file", metavar="FILE", type=Path, help="RIS, CSV or Excel")
    imported.add_argument("--stage", choices=tuple(STAGES), default="title", help="default: title")
    imported.add_argument("--decision", choices=DECISIONS, help="what the whole file is a list of")
    imported.add_argument(
        "--add", action="store_true", help="records that are not in the review are added"
    )
    add_reviewer(imported)
    excluded = screen.add(
        "excluded", "write sources excluded by full text with reasons (Appendix II)", _excluded
    )
    excluded.add_argument("out", metavar="FILE", type=Path, help="the new .docx or .csv")
    add_reviewer(excluded)
    link = screen.add("link", "make the reports of one study reports of another", _link)
    link.add_argument("study", metavar="STUDY", help="label of the study that goes")
    link.add_argument("into", metavar="INTO", help="label of the study that stays")
    add_reviewer(link)
    unlink = screen.add("unlink", "make a report a study of its own again", _unlink)
    unlink.add_argument("study", metavar="STUDY", help="label of the study")
    unlink.add_argument(
        "--report", metavar="N", type=int, help="which report, from 1; default: the last"
    )
    add_reviewer(unlink)
    flow = screen.add("flow", "count the flow diagram and check its sums (exit code 1)", _flow)
    add_reviewer(flow)


def _standing(args: argparse.Namespace) -> "Standing":
    from app.domain.screening import Stage, Verdict
    from app.domain.screening_files import Standing

    return Standing(Stage(STAGES[args.stage]), Verdict(args.decision or ""))


def _import(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.services.screening_import import read_decisions

    rows = read_decisions(args.file, _standing(args))
    with open_review(args.dir, args.reviewer) as review:
        plan = review.decision_import().plan(rows, args.file.stem, adds=args.add)
        if plan.edit is not None:
            label = f"Import decisions from {args.file.name}"
            review.extraction.apply(plan.edit, label=label, ctx=progress(args))
        studies = review.screening.studies_to_make()
        if studies is not None:
            review.extraction.apply(studies, label="Make studies of what was included")
    lines = [
        f"{counted(plan.rows, 'row')}: {counted(plan.matched, 'record')} found, "
        f"{plan.added} added, {counted(plan.decisions, 'decision')} taken."
    ]
    lines += _named("Not in the review (use --add)", plan.not_found)
    lines += _named("Stated twice, not alike; nothing was taken", plan.disagreed)
    lines += _named("Decided otherwise before; undo brings that back", plan.replaced)
    lines += _named("Words that are no decision", plan.odd_words)
    document = {
        "rows": plan.rows,
        "matched": plan.matched,
        "added": plan.added,
        "decisions": plan.decisions,
        "not_found": list(plan.not_found),
        "disagreed": list(plan.disagreed),
        "replaced": list(plan.replaced),
        "odd_words": list(plan.odd_words),
    }
    is_whole = not (plan.not_found or plan.disagreed or plan.odd_words)
    return Outcome(tuple(lines), document, FINE if is_whole else FOUND)


def _named(words: str, rows: tuple[str, ...]) -> list[str]:
    if not rows:
        return []
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return [f"{words} ({len(rows)}): {'; '.join(rows[:NAMED])}{more}"]


def _export(args: argparse.Namespace) -> Outcome:
    from app.export.screening_csv import write_screening

    with opened_to_read(args) as review:
        lines = review.screening_table()
    write_screening(lines, args.out)
    return Outcome(
        (f"Wrote {counted(len(lines), 'record')}: {args.out}",),
        {"path": str(args.out), "records": len(lines)},
    )


def _excluded(args: argparse.Namespace) -> Outcome:
    from app.export.excluded import ENDINGS, excluded_sources, write_excluded

    if args.out.suffix.casefold() not in ENDINGS:
        raise AppError("End the name in .docx or .csv. Nothing was written.")
    with opened_to_read(args) as review:
        sources = excluded_sources(review.screening_table())
    write_excluded(sources, args.out, datetime.now().astimezone())
    said = f"Wrote {counted(len(sources), 'excluded source')}: {args.out}"
    return Outcome((said,), {"path": str(args.out), "sources": len(sources)})


def _link(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        study = review.records.find_study(args.study)
        into = review.records.find_study(args.into)
        joining = review.joining.join(study.study_id, into.study_id)
        review.extraction.apply(joining.edit, label=f"Join {study.label} with {into.label}")
        twice = review.linking.counted_twice()
    moved, answers = joining.reports, joining.answers
    lines = [f"Of {into.label} now: {counted(moved, 'report')} of {study.label}."]
    if answers.edits:
        lines.append(
            f"Your answers came along: {answers.filled} filled empty cells, {answers.agreed} said "
            f"the same, {answers.differing} differ and stand side by side."
        )
    lines += [f"May count twice: {one.review} names {one.study}." for one in twice]
    told = {"filled": answers.filled, "same": answers.agreed, "different": answers.differing}
    return Outcome(tuple(lines), {"moved": moved, "study": into.label, "answers": told})


def _unlink(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        study = review.records.find_study(args.study)
        number = args.report if args.report is not None else len(study.reports)
        if not 1 <= number <= len(study.reports):
            raise AppError(f"{study.label} has no report {number}. Nothing was changed.")
        report = study.reports[number - 1]
        edit = review.linking.unlink(report.report_id)
        review.extraction.apply(edit, label=f"Unlink a report of {study.label}")
    made = edit.study.label
    return Outcome((f"“{report.name}” is a study of its own now: {made}.",), {"study": made})


def _flow(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        flow = review.flow.flow()
        typed = review.flow.overrides()
        twice = review.linking.counted_twice()
    broken = warnings(flow)
    lines = [f"{name.replace('_', ' ')}: {getattr(flow, name)}" for name in NUMBERS]
    for name in LISTS:
        lines += [f"{name.replace('_', ' ')}: {label} {n}" for label, n in getattr(flow, name)]
    lines += [f"typed: {name.replace('_', ' ')} ({one.reason})" for name, one in typed.items()]
    lines += [
        f"may count twice: {one.review} names {one.study} on page {one.page + 1}" for one in twice
    ]
    lines += [f"rule {warned.rule}: {warned.sentence}" for warned in broken]
    return Outcome(tuple(lines), _document(flow), FOUND if broken else FINE)


def _document(flow: Flow) -> dict[str, Any]:
    return {
        **{name: getattr(flow, name) for name in NUMBERS},
        **{name: [list(pair) for pair in getattr(flow, name)] for name in LISTS},
        "charted": flow.charted,
        "warnings": [
            {"rule": one.rule, "sentence": one.sentence, "about": list(one.about)}
            for one in warnings(flow)
        ],
    }
