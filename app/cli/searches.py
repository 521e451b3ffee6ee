"""Commands of the search log: searches DIR list, add, describe, join, part, remove."""

import argparse
from dataclasses import asdict, replace

from app.cli.commands import Commands, add_review, add_reviewer, opened_to_read
from app.cli.outcome import Outcome
from app.domain.counting import counted
from app.domain.errors import AppError
from app.domain.flow import FOUND_WORDS, Found
from app.domain.ids import new_id
from app.domain.library import Search, SearchDraft

_WORDS = ("database", "platform", "strategy", "limits", "searched_by", "note")


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    parser = commands.add("searches", "list and write the search log")
    add_review(parser)
    searches = Commands(parser)
    listed = searches.add("list", "list every search with its files and numbers", _list)
    add_reviewer(listed)
    noted = searches.add("add", "note a source that brought no file, such as a website", _add)
    add_details(noted)
    add_reviewer(noted)
    described = searches.add("describe", "change what is said of a search", _describe)
    _add_search(described)
    add_details(described)
    add_reviewer(described)
    joined = searches.add("join", "make a search a batch of another", _join)
    _add_search(joined)
    joined.add_argument("into", metavar="INTO", help="the search it belongs to")
    add_reviewer(joined)
    parted = searches.add("part", "make the batches of a search its own searches again", _part)
    _add_search(parted)
    add_reviewer(parted)
    removed = searches.add("remove", "take a search without records out of the log", _remove)
    _add_search(removed)
    add_reviewer(removed)


def add_details(command: argparse.ArgumentParser) -> None:
    """Let a command say what PRISMA-S wants to know of a search."""
    command.add_argument("--database", metavar="NAME", help="the database or source")
    command.add_argument("--platform", metavar="NAME", help="such as Ovid or EBSCOhost")
    command.add_argument("--date", metavar="YYYY-MM-DD", help="when it was searched")
    command.add_argument("--strategy", metavar="TEXT", help="the search as it was run")
    command.add_argument("--limits", metavar="TEXT", help="limits that were set")
    command.add_argument(
        "--by", metavar="NAME", dest="searched_by", help="who ran the search, such as a librarian"
    )
    command.add_argument("--note", metavar="TEXT", help="anything else that is worth knowing")
    command.add_argument(
        "--reported", metavar="N", type=int, help="how many results the source itself told"
    )
    command.add_argument(
        "--kind", choices=[kind.value for kind in Found], help="how records were found"
    )


def described(args: argparse.Namespace, draft: SearchDraft) -> SearchDraft:
    """Return a search with what the command says instead; raises AppError."""
    said = {name: getattr(args, name) for name in _WORDS if getattr(args, name) is not None}
    draft = replace(draft, **said)
    if args.date is not None:
        draft = replace(draft, searched_on=_date(args.date))
    if args.reported is not None:
        draft = replace(draft, reported=args.reported)
    return draft if args.kind is None else replace(draft, found=Found(args.kind))


def _date(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise AppError(f"“{text}” is no date such as 2025-01-31. Nothing was changed.") from error


def _add_search(command: argparse.ArgumentParser) -> None:
    command.add_argument("search", metavar="SEARCH", help="its name, number in the list, or id")


def _found(searches: tuple[Search, ...], text: str) -> Search:
    """Return the search that is meant; raises AppError."""
    if text.isdigit() and 1 <= int(text) <= len(searches):
        return searches[int(text) - 1]
    meant = [
        one
        for one in searches
        if text == one.search_id or text.casefold() == one.database.casefold()
    ]
    if len(meant) != 1:
        raise AppError(
            f"{'No search is' if not meant else 'Several searches are'} called “{text}”. Nothing"
            " was changed. “searches DIR list” shows them with their numbers."
        )
    return meant[0]


def _list(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        searches = review.search_log.searches()
    lines = [line for place, one in enumerate(searches, start=1) for line in _lines(place, one)]
    return Outcome(
        (*lines, f"{len(searches)} {'search' if len(searches) == 1 else 'searches'}."),
        {"searches": [asdict(one) for one in searches]},
    )


def _lines(place: int, one: Search) -> list[str]:
    told = f", the source told {one.reported}" if one.reported is not None else ""
    where = f" ({one.platform})" if one.platform else ""
    when = f", {one.searched_on}" if one.searched_on else ""
    who = f", by {one.searched_by}" if one.searched_by else ""
    lines = [
        f"{place}. {one.database}{where}{when}{who}: {FOUND_WORDS[one.found]},"
        f" {counted(one.records, 'record')}{told}"
    ]
    lines += [f"   file: {file.name}: {file.read} of {file.starts} read" for file in one.taken]
    for name, text in (("search", one.strategy), ("limits", one.limits), ("note", one.note)):
        lines += [f"   {name}: {line}" for line in text.splitlines()]
    return lines


def _add(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    draft = described(args, SearchDraft(new_id(), "", Found.OTHER))
    with open_review(args.dir, args.reviewer) as review:
        edit = review.search_log.add(draft)
        review.extraction.apply(edit, label=f"Note the search of {draft.database}")
    return Outcome((f"{draft.database}: noted.",), {"search_id": draft.search_id})


def _describe(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        one = _found(review.search_log.searches(), args.search)
        edit = review.search_log.describe(described(args, review.search_log.draft(one.search_id)))
        review.extraction.apply(edit, label=f"Describe the search of {one.database}")
    return Outcome((f"{edit.after.database}: changed.",), {"search_id": one.search_id})


def _join(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        searches = review.search_log.searches()
        one, into = _found(searches, args.search), _found(searches, args.into)
        edit = review.search_log.join(one.search_id, into.search_id)
        review.extraction.apply(edit, label=f"Join {one.database} to {into.database}")
    said = f"{one.database} is a batch of {into.database} now."
    return Outcome((said,), {"search_id": one.search_id, "batch_of": into.search_id})


def _part(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review
    from app.domain.edits import Together

    with open_review(args.dir, args.reviewer) as review:
        one = _found(review.search_log.searches(), args.search)
        edits = tuple(review.search_log.part(key) for key in one.batches)
        if not edits:
            raise AppError(f"{one.database} has no batches. Nothing was changed.")
        review.extraction.apply(Together(edits), label=f"Part the batches of {one.database}")
    many = counted(len(edits), "batch", "batches")
    said = f"{many} {'is a search' if len(edits) == 1 else 'are searches'} now."
    return Outcome((said,), {"parted": list(one.batches)})


def _remove(args: argparse.Namespace) -> Outcome:
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        one = _found(review.search_log.searches(), args.search)
        edit = review.search_log.remove(one.search_id)
        review.extraction.apply(edit, label=f"Remove the search of {one.database}")
    return Outcome((f"{one.database}: removed from the log.",), {"search_id": one.search_id})
