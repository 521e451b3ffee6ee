"""How the review was charted, in sentences that each name the records they rest on.

For the methods section of a report: PRISMA-ScR items 7 to 11 and 14 (Tricco and others 2018,
doi 10.7326/M18-0850), and what JBI asks to be told of the pilot and of deviations. Nothing is
guessed: what the review does not know has no sentence.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app import __version__
from app.domain.answers import STATUS_CODES, Status
from app.domain.consensus import State
from app.domain.studies import ExtractionStatus
from app.export.deviation_log import Deviation
from app.export.order import PARTS
from app.export.places import Contents
from app.export.plural import counted
from app.export.plural import studies as studies_of


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the item of PRISMA-ScR it answers, and the records it rests on."""

    item: int
    text: str
    rests_on: tuple[str, ...]


def sentences(contents: Contents) -> tuple[Sentence, ...]:
    """Return what can be said of the review, in the order of a methods section."""
    return tuple(one for say in _SAYERS for one in say(contents))


def paragraph(said: tuple[Sentence, ...]) -> str:
    """Return the sentences as one text, a paragraph an item of PRISMA-ScR."""
    by_item: dict[int, list[str]] = {}
    for one in said:
        by_item.setdefault(one.item, []).append(one.text)
    return "\n\n".join(" ".join(texts) for texts in by_item.values())


def _searched(contents: Contents) -> Iterator[Sentence]:
    found = contents.log.searches
    if not found:
        return
    names = _listed([f"{s.database} ({s.platform})" if s.platform else s.database for s in found])
    dates = sorted(filter(None, (search.searched_on for search in found)))
    last = f"; the last search was run on {dates[-1]}" if dates else ""
    rests = tuple(
        f"Search of {s.database}, {s.searched_on or 'date not stated'}: {s.records} records"
        for s in found
    )
    yield Sentence(7, f"We searched {names}{last}.", rests)
    full = [s.database for s in found if s.strategy]
    if full:
        text = f"The full search strategies for {_listed(full)} are in Appendix I."
        yield Sentence(8, text, tuple(f"Strategy kept for {name}" for name in full))


def _selected(contents: Contents) -> Iterator[Sentence]:
    flow, how = contents.log.flow, contents.log.working.screening
    if how:
        text = how[0].upper() + how[1:].replace("abstracts by", "abstracts were screened by", 1)
        yield Sentence(9, f"{text.rstrip('.')}.", ("How many people decide at each stage",))
    if flow is None:
        return
    assessed = flow.assessed + flow.other_assessed
    text = (
        f"{counted(flow.screened, 'record was', 'records were')} screened and "
        f"{counted(assessed, 'full text', 'full texts')} assessed; "
        f"{counted(flow.studies, 'study', 'studies')} "
        f"({counted(flow.reports, 'report', 'reports')}) met the criteria."
    )
    yield Sentence(14, text, ("Flow diagram: its numbers are counted from the decisions",))


def _formed(contents: Contents) -> Iterator[Sentence]:
    form = contents.table.form
    fields, groups = form.study_fields, [s for s in form.study_sections if s.repeating]
    repeated = f", {counted(len(groups), 'group', 'groups')} of them repeating" if groups else ""
    items = (
        f"{counted(len(fields), 'item', 'items')} in "
        f"{counted(len(form.study_sections), 'section', 'sections')}{repeated}, in the order of "
        f"the JBI data extraction instrument (Appendix III)."
    )
    begun = "Data were charted with a form of" if _begun(contents) else "The charting form has"
    rests = (f"Form {form.name}, version {form.number}", f"JBI part 3: {PARTS[3]}")
    yield Sentence(11, f"{begun} {items}", rests)


def _piloted(contents: Contents) -> Iterator[Sentence]:
    for told in contents.log.working.pilots:
        yield Sentence(10, f"The f{told[1:].replace('piloted', 'was piloted', 1)}.", (told,))


def _charted(contents: Contents) -> Iterator[Sentence]:
    table, working = contents.table, contents.log.working
    begun = _begun(contents)
    people = list(working.charters or table.reviewers)
    studies = len(begun)
    if not people or not studies:
        return
    complete = {
        entry.study.study_id
        for entry in table.records
        if entry.study.study_id in begun and entry.record.status is ExtractionStatus.COMPLETE
    }
    state = "settled" if table.final else "complete"
    so_far = _so_far(len(complete), studies, state)
    who = f"{_listed(people)} charted {counted(studies, 'study', 'studies')}{so_far}"
    twice = working.sealed_by_two
    charters = working.charters.items()
    rests = [f"Charted by {name}: {counted(n, 'study', 'studies')}" for name, n in charters]
    rests = rests or [f"Reviewers: {_listed(people)}"]
    rests += [f"{role}: {counted(n, 'study', 'studies')}" for role, n in working.roles.items()]
    if twice:
        rests.append(f"Sealed by two: {counted(twice, 'study', 'studies')}")
    yield Sentence(10, f"{who}{_by_two(twice, studies)}.", tuple(rests))


def _so_far(done: int, studies: int, state: str) -> str:
    """Return in brackets how many studies are done; nothing when all are."""
    if done == studies:
        return ""
    if studies == 1:
        return f" (not {state} yet)"
    return f" ({done or 'none'} of them {state} so far)"


def _by_two(twice: int, studies: int) -> str:
    """Return how many of the charted studies two people charted apart, as the end of a sentence."""
    if not twice:
        return ""
    if studies == 1:
        return "; it was charted by two independently"
    if twice >= studies:
        return "; all were charted by two independently"
    return f"; {twice} of them {'was' if twice == 1 else 'were'} charted by two independently"


def _begun(contents: Contents) -> frozenset[str]:
    """Return the studies that have an answer."""
    return frozenset(
        entry.study.study_id
        for entry in contents.table.records
        if any(entry.answer(cell).status is not Status.EMPTY for cell in entry.record.answers)
    )


def _blinded(contents: Contents) -> Iterator[Sentence]:
    working = contents.log.working
    if not working.broken:
        return
    text = "Answers of colleagues were seen early by those only who had finished their own"
    if working.unblinded:
        text = (
            f"The answers to {counted(working.unblinded, 'study', 'studies')} could be seen by a "
            "colleague before both had finished; agreement is also given without these"
        )
    rests = tuple(f"Blinding broken: {sentence}" for sentence in working.broken)
    yield Sentence(10, f"{text}{_why(working.opened)}.", rests)


def _reopened(contents: Contents) -> Iterator[Sentence]:
    reopened = contents.log.working.reopened
    if reopened:
        text = f"Finished work was reopened {_times(len(reopened))}{_why(reopened)}."
        yield Sentence(10, text, tuple(f"Seal broken: {reason}" for reason in reopened))


def _why(reasons: Sequence[str]) -> str:
    """Return reasons in brackets, each once."""
    said = dict.fromkeys(reason.strip().rstrip(".") for reason in reasons if reason.strip())
    return f" ({'; '.join(said)})" if said else ""


def _checked(contents: Contents) -> Iterator[Sentence]:
    found = contents.log.working.checking
    if found.answers:
        corrected = {0: "none was corrected", 1: "1 was corrected"}.get(
            found.corrected, f"{found.corrected} were corrected"
        )
        text = (
            f"{counted(found.answers, 'answer', 'answers')} of "
            f"{counted(found.studies, 'study', 'studies')} "
            f"{'was' if found.answers == 1 else 'were'} checked against the source by another "
            f"reviewer; {corrected}."
        )
        yield Sentence(10, text, (f"Checks kept: {found.answers}, corrections: {found.corrected}",))


def _agreed(contents: Contents) -> Iterator[Sentence]:
    found = contents.table.agreement
    if found is None or not found.overall.percent.is_defined:
        return
    overall = found.overall
    kappa = found.mean_kappa
    mean = f", mean kappa over the items {kappa.value:.2f}" if kappa.value is not None else ""
    people, share = _listed(list(found.reviewers)), 100 * overall.agreed / overall.n
    text = (
        f"Before consensus {people} agreed on {overall.agreed} of "
        f"{counted(overall.n, 'answer', 'answers')} ({share:.0f}%{mean})."
    )
    rests = f"Agreement of {people}, {studies_of(found.studies)}"
    yield Sentence(10, text, (rests,))


def _settled(contents: Contents) -> Iterator[Sentence]:
    lines = [line for one in contents.table.compared for line in one.lines]
    decided = [line for line in lines if line.decision is not None]
    if not decided:
        return
    deferred = sum(line.state is State.DEFERRED for line in lines)
    third = ", or by a third reviewer" if deferred else ""
    text = (
        f"Differences were settled by discussion{third}: "
        f"{counted(len(decided), 'decision is', 'decisions are')} kept with the original answers."
    )
    yield Sentence(10, text, (f"Decisions of the consensus: {len(decided)}",))


def _deviated(contents: Contents) -> Iterator[Sentence]:
    changed = [d for d in contents.log.deviations if d.version.parent_id]
    began = contents.log.working.began
    early = [d for d in changed if not began or d.version.at < began]
    for group, when in ((early, "before"), ([d for d in changed if d not in early], "after")):
        if not group:
            continue
        text = (
            f"The form was changed {_times(len(group))} {when} charting began: "
            f"{_listed([_version(d) for d in group])}."
        )
        rests = tuple(
            f"Version {d.version.number}: {counted(len(d.changes), 'change', 'changes')}"
            for d in group
        )
        yield Sentence(10, text, rests)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _version(deviation: Deviation) -> str:
    version = deviation.version
    return f"version {version.number} on {version.at[:10]}{_why([version.reason])}"


def _missing(contents: Contents) -> Iterator[Sentence]:
    counts: dict[Status, int] = {}
    for entry in contents.table.records:
        for cell in entry.record.answers:
            status = entry.answer(cell).status
            counts[status] = counts.get(status, 0) + 1
    codes = contents.options.codes
    named = {
        Status.NOT_REPORTED: "not reported by a source",
        Status.NOT_APPLICABLE: "not applicable to it",
        Status.UNCLEAR: "not clear from it",
    }
    used = [status for status in named if counts.get(status)]
    if used:
        said = [
            f"{named[status]} is marked {codes.get(STATUS_CODES[status], STATUS_CODES[status])}"
            for status in used
        ]
        rests = tuple(f"{STATUS_CODES[status]}: {counts[status]} answers" for status in used)
        yield Sentence(10, f"What was {_listed(said)}.", rests)
    asked = counts.get(Status.FROM_AUTHORS, 0)
    if asked:
        text = f"{counted(asked, 'answer was', 'answers were')} given or confirmed by the authors."
        yield Sentence(10, text, (f"Answers marked “from authors”: {asked}",))


def _evidenced(contents: Contents) -> Iterator[Sentence]:
    given = quoted = 0
    for entry in contents.table.records:
        held = {e.cell for e in entry.record.evidence if e.cell is not None}
        for cell in entry.record.answers:
            if entry.answer(cell).status.has_value:
                given += 1
                quoted += cell in held
    if quoted:
        text = (
            f"{quoted} of {given} charted answers ({100 * quoted / given:.0f}%) are linked to the "
            "words, table or page of the source that support them."
        )
        yield Sentence(10, text, (f"Quotes kept: {len(contents.layout.quotes)}",))


def _appraised(contents: Contents) -> Iterator[Sentence]:
    from app.export.sheets import appraisal

    found = appraisal.asked(contents.table, contents.layout)
    if not found:
        return
    names = _listed([section.label for section, _ in found])
    rests = tuple(f"{s.label}: {studies_of(len(entries))}" for s, entries in found)
    yield Sentence(12, f"Sources were appraised with {names}.", rests)


def _software(contents: Contents) -> Iterator[Sentence]:
    if not _begun(contents):
        return
    when = contents.table.made_at.date().isoformat()
    text = f"Charting was done in Chartdesk, version {__version__}."
    yield Sentence(10, text, (f"This program, on {when}",))


_SAYERS: tuple[Callable[[Contents], Iterator[Sentence]], ...] = (
    _searched, _selected, _formed, _piloted, _charted, _blinded, _reopened, _checked, _agreed,
    _settled, _deviated, _missing, _evidenced, _software, _appraised,
)  # fmt: skip


def _listed(words: list[str]) -> str:
    """Return words as a list in a sentence."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
