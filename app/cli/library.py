"""Commands of the library: add-references, duplicates."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.commands import Commands, add_review, opened_to_read, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.cli.papers import add_password_file, passwords_for
from app.cli.searches import add_details, described
from app.domain.counting import counted
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.library import ReadFile, SearchDraft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.bootstrap import Review
    from app.references.duplicates import Candidate, Pair

NAMED = 20  # notices and pairs that are printed


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    taken = commands.add(
        "add-references", "take exports of one search in, whatever their format (1: look)", _add
    )
    add_review(taken)
    taken.add_argument("file", metavar="FILE", nargs="+", type=Path, help="the exports")
    add_details(taken)
    taken.add_argument("--into", metavar="SEARCH_ID", help="the files are a batch of this search")
    found = commands.add("duplicates", "list duplicate records (1: some are left)", _duplicates)
    add_review(found)
    found.add_argument(
        "--merge", "--merge-certain", action="store_true", help="join those that are certain"
    )
    for option, said in (
        ("same", "these two records are one report"),
        ("keep-both", "these two are different things"),
        ("linked", "these two are reports of one study"),
    ):
        found.add_argument(
            f"--{option}", nargs=2, action="append", default=[], metavar="RECORD_ID", help=said
        )
    match = commands.add(
        "match-papers", "give PDFs to the records they are of (1: some are not sure)", _match
    )
    add_review(match)
    match.add_argument("pdf", metavar="PDF", nargs="+", type=Path, help="files, or folders")
    add_password_file(match)


def _match(args: argparse.Namespace) -> Outcome:
    """Take a PDF in only where its record is sure; the others are listed with their guesses."""
    from app.bootstrap import open_review
    from app.services.paper_files import pdf_files

    listed: list[dict[str, Any]] = []
    ctx, paths = progress(args), list(pdf_files(args.pdf))
    passwords = passwords_for(paths, args.password_file)
    with open_review(args.dir, args.reviewer) as review:
        for name, password in passwords.items():
            review.papers.unlock_file(Path(name), password)
        known = review.library.candidates()
        titles = {one.key: one.title for one in known}
        named = review.library.attachments()
        for done, path in enumerate(paths):
            ctx.step(done, len(paths))
            listed.append(_matched(review, path, known, named))
    count = sum(bool(one.get("record_id")) for one in listed)
    lines = [_matched_line(one, titles) for one in listed]
    code = FINE if count == len(listed) else FOUND
    document = {"matched": count, "papers": listed}
    return Outcome((*lines, f"{count} of {counted(len(listed), 'PDF')} matched."), document, code)


def _matched(
    review: "Review", path: Path, known: "Sequence[Candidate]", named: "Mapping[str, Sequence[str]]"
) -> dict[str, Any]:
    """Give a PDF to its record where that is sure; returns what was found."""
    from app.references.matching import accepted, attached_to, matches

    try:
        front = review.papers.front_of(path)
    except AppError as error:
        return {"path": str(path), "error": error.message}
    attached = attached_to(path, named)
    found = [attached] if attached else matches(front, known)
    sure = accepted(found)
    if sure is not None:
        edit = review.library.give_paper(sure.key, review.papers.take_copy(path))
        review.extraction.apply(edit, label=f"Full text {path.name}")
    guesses = [asdict(match) for match in found]
    return {"path": str(path), "record_id": sure.key if sure else None, "guesses": guesses}


def _matched_line(one: dict[str, Any], titles: dict[str, str]) -> str:
    name = Path(one["path"]).name
    if "error" in one:
        return f"not read: {name}: {one['error']}"
    shown = one["guesses"][: 1 if one["record_id"] else 3]
    guesses = [f"{titles[m['key']]} ({m['score']}, {m['reason']})" for m in shown]
    word = "matched" if one["record_id"] else "not sure"
    return f"{word}: {name}: {' | '.join(guesses) or 'no record is like it'}"


def _add(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    search = described(args, SearchDraft(new_id(), args.file[0].stem, batch_of=args.into))
    with open_review(args.dir, args.reviewer) as review:
        if search.batch_of is not None:
            review.search_log.draft(search.batch_of)
        ctx = progress(args)
        edit, files = review.library.stage(args.file, search, ctx)
        if edit is not None:
            label = f"Import {counted(edit.records, 'record')} of {search.database}"
            review.extraction.apply(edit, label=label, ctx=ctx)
    lines = [line for file in files for line in _lines(file)]
    count = edit.records if edit else 0
    lines.append(f"{search.database}: {counted(count, 'record')} added.")
    document = {
        "search_id": search.search_id,
        "records": count,
        "files": [asdict(file) for file in files],
    }
    whole = all(not file.refused and not file.notices for file in files)
    return Outcome(tuple(lines), document, FINE if whole else FOUND)


def _lines(file: ReadFile) -> list[str]:
    if file.refused:
        return [f"{file.name}: {file.refused}"]
    rates = ", ".join(f"{name} {percent} %" for name, percent in file.filled.items())
    read = f"{file.read} of {counted(file.starts, 'record')} read"
    lines = [f"{file.name}: {file.format}, {read} ({rates})"]
    for line, text in file.notices[:NAMED]:
        place = f"{file.name}, line {line}" if line else file.name
        lines.append(f"{place}: {text}")
    return lines


def _answer(review: "Review", args: argparse.Namespace) -> int:
    """Keep what is said of pairs, and join what is certain; returns how many went to another."""
    library = review.library
    known = {shown.record_id for shown in library.records()}
    for key in (key for pair in (*args.same, *args.keep_both, *args.linked) for key in pair):
        if key not in known:
            raise AppError(f"There is no record {key}. Nothing was changed.")
    if args.keep_both:
        edit = library.keep_both(list(map(_pair, args.keep_both)))
        review.extraction.apply(edit, label="Keep both of possible duplicates")
    if args.linked:
        linked = library.link_reports(list(map(_pair, args.linked)))
        review.extraction.apply(linked, label="Link reports of one study")
    same = list(map(_pair, args.same))
    if args.merge:
        from app.services.library import certain

        same += certain(library.duplicates(progress(args)))
    joining = library.join(same)
    if joining is None:
        return 0
    review.extraction.apply(joining, label="Join duplicates")
    apart = {before or record for record, before, _after in joining.changes}
    return len(apart - {after for *_, after in joining.changes})


def _pair(keys: list[str]) -> "Pair":
    from app.references.duplicates import Certainty, Pair

    first, second = sorted(keys)
    return Pair(first, second, Certainty.CERTAIN, 100.0, ("said so",))


def _duplicates(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.services.library import certain

    joined = 0
    if args.merge or args.same or args.keep_both or args.linked:
        with open_review(args.dir, args.reviewer) as review:
            joined = _answer(review, args)
    with opened_to_read(args) as review:
        left = review.library.duplicates(progress(args))
        titles = {shown.record_id: shown.title for shown in review.library.records()}
    lines = [
        f"{pair.certainty.value} {pair.score:.0f}: {titles[pair.first]} | {titles[pair.second]}"
        f" ({'; '.join(pair.reasons)})"
        for pair in left[:NAMED]
    ]
    sure = len(certain(left))
    lines.append(f"{sure} certain and {len(left) - sure} possible duplicates; {joined} joined.")
    listed = [{**asdict(pair), "certainty": pair.certainty.value} for pair in left]
    document = {"joined": joined, "certain": sure, "possible": len(left) - sure, "pairs": listed}
    return Outcome(tuple(lines), document, FOUND if left else FINE)
