"""Commands about two sealed extractions: compare DIR, and its conflicts, decide, accept, close."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import blinding
from app.cli.commands import Commands, add_review, add_reviewer, opened_to_read, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.counting import counted
from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.consensus import Compared, Decision, Line
    from app.domain.field_agreement import Agreement

SIDES = ("a", "b", "both", "same")


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    parser = commands.add("compare", "agreement of two reviewers per field, and their consensus")
    add_review(parser)
    parser.set_defaults(run=_agreement, command="compare")
    parser.add_argument("--who", nargs=2, metavar="NAME", help="two reviewers by name")
    parser.add_argument(
        "--draws", type=int, metavar="N", help="draws of the bootstrap; default 1000, 0: none"
    )
    parser.add_argument(
        "--ordered", nargs="*", metavar="FIELD", help="fields whose options are in order; kept"
    )
    parser.add_argument(
        "--tolerance", type=float, metavar="SHARE", help="how far numbers may differ; kept"
    )
    compare = Commands(parser, required=False)
    conflicts = compare.add("conflicts", "list what is to be decided (exit code 1)", _conflicts)
    conflicts.add_argument("study", metavar="STUDY", nargs="?", help="only of this study")
    _add_decide(compare)
    accept = compare.add("accept", "accept all that both answered alike", _accept)
    accept.add_argument("study", metavar="STUDY", nargs="?", help="only of this study")
    close = compare.add("close", "close the consensus of a study", _close)
    close.add_argument("study", metavar="STUDY", help="label of the study")
    reopen = compare.add("reopen", "open a closed study again", _reopen)
    reopen.add_argument("study", metavar="STUDY", help="label of the study")
    reopen.add_argument("--reason", required=True, metavar="TEXT", help="why; kept in the log")
    third = compare.add("third", "write what is left to the third reviewer, without names", _third)
    third.add_argument("out", metavar="FILE", type=Path, help="the new .xlsx")
    answers = compare.add("answers", "take in what the third reviewer chose", _answers)
    answers.add_argument("file", metavar="FILE", type=Path, help="the .xlsx that came back")
    answers.add_argument("--name", required=True, metavar="NAME", help="who the third is")
    for command in (conflicts, accept, close, reopen, third, answers):
        add_reviewer(command)
    blinding.add(compare)


def _add_decide(compare: Commands) -> None:
    decide = compare.add("decide", "decide a field of a study", _decide)
    decide.add_argument("study", metavar="STUDY", help="label of the study")
    decide.add_argument("field", metavar="FIELD", help="field id, such as source.country")
    choice = decide.add_mutually_exclusive_group(required=True)
    choice.add_argument("--take", choices=SIDES, help="whose value counts")
    choice.add_argument("--value", metavar="TEXT", help="a value of its own, or NR, NA, Unclear")
    choice.add_argument("--defer", action="store_true", help="leave it to the third reviewer")
    choice.add_argument("--undo", action="store_true", help="open it again")
    decide.add_argument("--row", type=int, metavar="N", help="which row of a group, from 1")
    decide.add_argument("--reason", default="", metavar="TEXT", help="why; kept")
    add_reviewer(decide)


def _agreement(args: argparse.Namespace) -> Outcome:
    from app.domain.agreement_words import document

    with opened_to_read(args) as review:
        found = _computed(args, review)
        couples = review.agreement.couples()
    doc = document(found)
    doc["couples"] = [
        {"first": c.first.name, "second": c.second.name, "studies": c.studies, "twice": c.is_twice}
        for c in couples
    ]
    return Outcome(tuple(_lines(found)), doc)


def _computed(args: argparse.Namespace, review: "Review") -> "Agreement":
    from dataclasses import replace

    from app.domain.bootstrap_intervals import DRAWS

    kept = review.agreement.choices(DRAWS if args.draws is None else max(args.draws, 0))
    chosen = kept
    if args.ordered is not None:
        form = review.forms.current()
        wrong = [name for name in args.ordered if not form.has(name)]
        if wrong:
            raise AppError(f"The form has no field “{wrong[0]}”. Nothing was changed.")
        chosen = replace(chosen, ordered=frozenset(args.ordered))
    if args.tolerance is not None:
        if not 0 <= args.tolerance < 1:
            raise AppError("A tolerance is a share from 0 to 1, such as 0.05. Nothing was changed.")
        chosen = replace(chosen, tolerance=args.tolerance)
    if chosen != kept:
        review.extraction.apply(review.agreement.set_choices(chosen), label="Agreement settings")
    who = review.agreement.couple_named(args.who) if args.who else None
    return review.agreement.agreement(chosen, who, progress(args))


def _lines(found: "Agreement") -> list[str]:
    from app.domain.agreement_words import expected, shown, undefined

    if not found.studies:
        return [
            "Nothing can be compared yet: no study is sealed by two reviewers whose work you may "
            "see. Each completes and seals their own work first."
        ]
    a, b = found.reviewers
    lines = [f"{a} and {b}, {_studies(found.studies)}, before consensus", ""]
    lines.append(f"{'Field':44} {'n':>5}  {'agree':>8}  other coefficients, 95 % interval")
    for one in found.fields:
        name = f"{one.number} {one.label}"[:44]
        percent = shown("percent", one.measures.percent, with_interval=False)
        rest = ", ".join(
            f"{key} {shown(key, getattr(one.measures, key))}"
            for key in (*expected(one.scale)[1:], "overlap")
            if key != "overlap" or one.measures.overlap.value is not None
        )
        lines.append(f"{name:44} {one.measures.n:>5}  {percent:>8}  {rest}")
    overall = found.overall
    lines += [
        "",
        f"Overall, {counted(overall.n, 'answer')} of both: {shown('percent', overall.percent)}",
    ]
    lines += [
        f"Pooled over fields with categories: κ {shown('kappa', overall.kappa)}, "
        f"AC1 {shown('ac1', overall.ac1)}, α {shown('alpha', overall.alpha)}",
        f"Mean κ of {counted(found.mean_kappa.n, 'field')}: {shown('kappa', found.mean_kappa)}",
    ]
    lines += [
        f"{part.name}, {_studies(part.studies)}: {shown('percent', part.measures.percent)}, "
        f"AC1 {shown('ac1', part.measures.ac1)}"
        for part in found.parts
    ]
    if found.lone_rows:
        lines.append(f"Rows charted by one reviewer only: {found.lone_rows}.")
    lines += [
        f"Not defined: {f}, {c}: {why}" for f, c, why in undefined(found) if "rated" not in why
    ]
    return lines


def _studies(count: int) -> str:
    return counted(count, "study", "studies")


def _conflicts(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        found = [review.consensus.find(args.study)] if args.study else review.consensus.all()
    entries = [(one, line) for one in found for line in one.lines if line.is_open]
    lines = [
        f"{one.study.label}, {line.field_id}{_row(one, line)}: {line.kind.value}: "
        f"{_said(one, line, 0)} | {_said(one, line, 1)}{_apart(one, line)}"
        for one, line in entries
    ]
    head = f"{len(entries)} to decide in {_studies(len(found))}."
    document = {
        "studies": len(found),
        "conflicts": [
            {
                "study": one.study.label,
                "field": line.field_id,
                "row": line.row_key,
                "kind": line.kind.value,
                "places": line.where.value,
                "a": _said(one, line, 0),
                "b": _said(one, line, 1),
                "state": line.state.value,
                "decided": _decided(one, line),
            }
            for one, line in entries
        ],
    }
    return Outcome((*lines, head), document, FOUND if entries else FINE)


def _decide(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        compared = review.consensus.find(args.study)
        line = _line_of(compared, args.field, args.row)
        edit = review.consensus.decide(compared, line, _decision(args, compared, line))
        review.extraction.apply(edit, label=f"Decide {args.field} of {compared.study.label}")
        after = review.consensus.compared(compared.study.study_id)
    left = len(after.open_lines)
    name = f"{compared.study.label}, {args.field}"
    return Outcome((f"{name}: done. {left} to decide in this study.",), {"open": left})


def _decision(args: argparse.Namespace, compared: "Compared", line: "Line") -> "Decision | None":
    from dataclasses import replace

    from app.domain import deciding

    if args.undo:
        return None
    if line.is_about_row and (args.value is not None or args.take in ("both", "same")):
        raise AppError("A row is kept or left out: take a or b. Nothing was changed.")
    if args.value is not None:
        made = deciding.typed(compared.form.field(line.field_id), line, args.value)
    elif args.defer:
        made = deciding.deferred(line)
    elif args.take == "both":
        made = deciding.combined(compared.form.field(line.field_id), line)
    elif args.take == "same":
        made = deciding.accepted(line)
    else:
        made = deciding.taken(compared, line, SIDES.index(args.take))
    return replace(made, reason=args.reason.strip())


def _accept(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    accepted = 0
    with open_review(args.dir, args.reviewer) as review:
        found = [review.consensus.find(args.study)] if args.study else review.consensus.all()
        for one in found:
            edit = None if one.is_complete else review.consensus.accept_identical(one)
            if edit is not None:
                review.extraction.apply(edit, label="Accept identical answers")
                accepted += len(edit.edits)
    return Outcome((f"{accepted} identical answers accepted.",), {"accepted": accepted})


def _close(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        compared = review.consensus.find(args.study)
        review.extraction.apply(review.consensus.complete(compared), label="Close the consensus")
    return Outcome((f"{compared.study.label}: closed.",), {"study": compared.study.label})


def _reopen(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        compared = review.consensus.find(args.study)
        edit = review.consensus.reopen(compared, args.reason)
        review.extraction.apply(edit, label="Reopen the consensus")
    return Outcome((f"{compared.study.label}: open again.",), {"study": compared.study.label})


def _third(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        sent = review.adjudication.prepared()
        review.adjudication.write(sent, args.out)
        review.extraction.apply(sent.edit, label="Questions for the third reviewer")
    count = len(sent.questions)
    return Outcome((f"Questions written: {count}, {args.out}",), {"questions": count})


def _answers(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        came = review.adjudication.returned(args.file, args.name)
        if came.edit is not None:
            review.extraction.apply(came.edit, label=f"Choices of {args.name}")
    lines = (*came.problems, f"Choices taken from {args.name}: {came.taken}.")
    document = {"taken": came.taken, "problems": list(came.problems)}
    return Outcome(lines, document, FOUND if came.problems else FINE)


def _line_of(compared: "Compared", field_id: str, row: int | None) -> "Line":
    found = [line for line in compared.lines if line.field_id == field_id]
    if not found:
        raise AppError(f"{compared.study.label} has no line “{field_id}”. Nothing was changed.")
    if row is None and len(found) > 1:
        raise AppError(
            f"“{field_id}” has {len(found)} rows. Nothing was changed. Say which one with --row."
        )
    if row is not None and not 1 <= row <= len(found):
        raise AppError(f"There is no row {row} of “{field_id}”. Nothing was changed.")
    return found[(row or 1) - 1]


def _decided(compared: "Compared", line: "Line") -> list[dict[str, str]]:
    """Return the decisions that two laptops made apart; none elsewhere."""
    from app.domain.consensus_text import decided_text

    return [
        {
            "by": compared.names.get(one.by, ""),
            "value": _row_kept(one) if line.is_about_row else decided_text(compared, line, one),
            "reason": one.reason,
        }
        for one in (line.apart.decisions if line.apart else ())
    ]


def _apart(compared: "Compared", line: "Line") -> str:
    told = ", ".join(
        f"“{' '.join(one['value'].split())}” by {one['by']}" for one in _decided(compared, line)
    )
    return f" (decided twice: {told})" if told else ""


def _row_kept(decision: "Decision") -> str:
    return "row stays" if decision.answer.value is True else "row left out"


def _row(compared: "Compared", line: "Line") -> str:
    same = [one for one in compared.lines if one.field_id == line.field_id]
    return f" row {same.index(line) + 1}" if line.row_key else ""


def _said(compared: "Compared", line: "Line", number: int) -> str:
    from app.domain.consensus_text import side_text

    if line.is_about_row and not line.side(number).has_row:
        return "no row"
    return side_text(compared, line, number)
