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
from app.export.plural import reports as reports_of
from app.export.plural import studies as studies_of
from app.export.wording import Words
from app.export.working_words import again_texts, percent_text, pilot_text, role_text, screeners


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
    found, say = contents.log.searches, contents.options.words
    if not found:
        return
    names = say.listed(
        [f"{s.database} ({s.platform})" if s.platform else s.database for s in found]
    )
    dates = sorted(filter(None, (search.searched_on for search in found)))
    rests = tuple(
        say(
            "Search of {0}, {1}: {2}",
            s.database,
            say.day(s.searched_on) or say("date not stated"),
            say(counted(s.records, "record", "records")),
        )
        for s in found
    )
    text = say("We searched {0}.", names)
    if dates:
        pattern = "We searched {0}; the last search was run on {1}."
        text = say(pattern, names, say.day(dates[-1]))
    yield Sentence(7, text, rests)
    full = [s.database for s in found if s.strategy]
    if full:
        one = "The full search strategy for {1} is in Appendix I."
        many = "The full search strategies for {1} are in Appendix I."
        text = say.counted(len(full), one, many, say.listed(full))
        yield Sentence(8, text, tuple(say("Strategy kept for {0}", name) for name in full))


def _selected(contents: Contents) -> Iterator[Sentence]:
    flow, needed = contents.log.flow, contents.log.working.screening
    say = contents.options.words
    if needed is not None:
        people = (screeners(number, say) for number in needed)
        text = say("Titles and abstracts were screened by {0}, full texts by {1}.", *people)
        yield Sentence(9, text, (say("How many people decide at each stage"),))
    if flow is None:
        return
    assessed = flow.assessed + flow.other_assessed
    text = say(
        "{0} and {1}; {2}.",
        say.counted(flow.screened, "{0} record was screened", "{0} records were screened"),
        say.counted(assessed, "{0} full text assessed", "{0} full texts assessed"),
        say.counted(
            flow.studies,
            "{0} study ({1}) met the criteria",
            "{0} studies ({1}) met the criteria",
            reports_of(flow.reports),
        ),
    )
    yield Sentence(14, text, (say("Flow diagram: its numbers are counted from the decisions"),))


def _formed(contents: Contents) -> Iterator[Sentence]:
    form, say = contents.table.form, contents.options.words
    groups = sum(section.repeating for section in form.study_sections)
    items = say(
        "{0} in {1}",
        say(counted(len(form.study_fields), "item", "items")),
        say(counted(len(form.study_sections), "section", "sections")),
    )
    if groups:
        repeated = say.counted(
            groups, "{0} group of them repeating", "{0} groups of them repeating"
        )
        items = f"{items}, {repeated}"
    pattern = (
        "Data were charted with a form of {0}, in the order of the JBI data extraction "
        "instrument (Appendix III)."
        if _begun(contents)
        else "The charting form has {0}, in the order of the JBI data extraction instrument "
        "(Appendix III)."
    )
    rests = (
        say("Form {0}, version {1}", form.name, form.number),
        say("JBI part 3: {0}", say(PARTS[3])),
    )
    yield Sentence(11, say(pattern, items), rests)


def _piloted(contents: Contents) -> Iterator[Sentence]:
    say = contents.options.words
    for pilot in contents.log.working.pilots:
        day, told = say.day(pilot.day), (pilot_text(pilot, say),)
        if pilot.percent is None:
            one = "The form was piloted on {0} source ({1})."
            many = "The form was piloted on {0} sources ({1})."
            yield Sentence(10, say.counted(pilot.sources, one, many, day), told)
            continue
        one = "The form was piloted on {0} source ({1}), {2} % agreement."
        many = "The form was piloted on {0} sources ({1}), {2} % agreement."
        agreed = percent_text(pilot.percent, say)
        yield Sentence(10, say.counted(pilot.sources, one, many, day, agreed), told)


def _charted(contents: Contents) -> Iterator[Sentence]:
    table, working, say = contents.table, contents.log.working, contents.options.words
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
    so_far = _so_far(len(complete), studies, say, is_final=table.final)
    one, many = "{1} charted {0} study{2}{3}.", "{1} charted {0} studies{2}{3}."
    twice = working.sealed_by_two
    ends = (say.listed(people), so_far, _by_two(twice, studies, say))
    charters = working.charters.items()
    rests = [say("Charted by {0}: {1}", name, studies_of(n)) for name, n in charters]
    rests = rests or [say("Reviewers: {0}", say.listed(people))]
    rests += [role_text(role, n, say) for role, n in working.roles.items()]
    if twice:
        rests.append(say("Sealed by two: {0}", studies_of(twice)))
    yield Sentence(10, say.counted(studies, one, many, *ends), tuple(rests))


def _so_far(done: int, studies: int, say: Words, *, is_final: bool) -> str:
    """Return in brackets how many studies are done; nothing when all are."""
    if done == studies:
        return ""
    if studies == 1:
        return say(" (not settled yet)" if is_final else " (not complete yet)")
    if not done:
        return say(
            " (none of them settled so far)" if is_final else " (none of them complete so far)"
        )
    return say(
        " ({0} of them settled so far)" if is_final else " ({0} of them complete so far)", done
    )


def _by_two(twice: int, studies: int, say: Words) -> str:
    """Return how many of the charted studies two people charted apart, as the end of a sentence."""
    if not twice:
        return ""
    if studies == 1:
        return say("; it was charted by two independently")
    if twice >= studies:
        return say("; all were charted by two independently")
    one = "; {0} of them was charted by two independently"
    many = "; {0} of them were charted by two independently"
    return say.counted(twice, one, many)


def _begun(contents: Contents) -> frozenset[str]:
    """Return the studies that have an answer."""
    return frozenset(
        entry.study.study_id
        for entry in contents.table.records
        if any(entry.answer(cell).status is not Status.EMPTY for cell in entry.record.answers)
    )


def _blinded(contents: Contents) -> Iterator[Sentence]:
    working, say = contents.log.working, contents.options.words
    if not working.broken:
        return
    why = _why(working.opened)
    text = say(
        "Answers of colleagues were seen early by those only who had finished their own{0}.", why
    )
    if working.unblinded:
        one = (
            "The answers to {0} study could be seen by a colleague before both had finished; "
            "agreement is also given without it{1}."
        )
        many = (
            "The answers to {0} studies could be seen by a colleague before both had finished; "
            "agreement is also given without these{1}."
        )
        text = say.counted(working.unblinded, one, many, why)
    rests = tuple(say("Blinding broken: {0}", say(sentence)) for sentence in working.broken)
    yield Sentence(10, text, rests)


def _reopened(contents: Contents) -> Iterator[Sentence]:
    reopened, say = contents.log.working.reopened, contents.options.words
    if reopened:
        one, many = (
            "Finished work was reopened once{1}.",
            "Finished work was reopened {0} times{1}.",
        )
        text = say.counted(len(reopened), one, many, _why(reopened))
        yield Sentence(10, text, tuple(say("Seal broken: {0}", reason) for reason in reopened))


def _why(reasons: Sequence[str]) -> str:
    """Return reasons in brackets, each once."""
    said = dict.fromkeys(reason.strip().rstrip(".") for reason in reasons if reason.strip())
    return f" ({'; '.join(said)})" if said else ""


def _checked(contents: Contents) -> Iterator[Sentence]:
    found, say = contents.log.working.checking, contents.options.words
    if not found.answers:
        return
    one = "{0} answer of {1} was checked against the source by another reviewer; {2}."
    many = "{0} answers of {1} were checked against the source by another reviewer; {2}."
    corrected = say("none was corrected")
    if found.corrected:
        corrected = say.counted(found.corrected, "{0} was corrected", "{0} were corrected")
    text = say.counted(found.answers, one, many, studies_of(found.studies), corrected)
    rests = say("Checks kept: {0}, corrections: {1}", found.answers, found.corrected)
    yield Sentence(10, text, (rests,))


def _agreed(contents: Contents) -> Iterator[Sentence]:
    found, say = contents.table.agreement, contents.options.words
    if found is None or not found.overall.percent.is_defined:
        return
    overall, kappa = found.overall, found.mean_kappa.value
    people = say.listed(list(found.reviewers))
    share = say.decimal(100 * overall.agreed / overall.n, 0)
    answers = say(counted(overall.n, "answer", "answers"))
    if kappa is None:
        pattern = "Before consensus {0} agreed on {1} of {2} ({3}%)."
        text = say(pattern, people, overall.agreed, answers, share)
    else:
        pattern = "Before consensus {0} agreed on {1} of {2} ({3}%, mean kappa over the items {4})."
        text = say(pattern, people, overall.agreed, answers, share, say.decimal(kappa, 2))
    rests = say("Agreement of {0}, {1}", people, studies_of(found.studies))
    yield Sentence(10, text, (rests,))


def _again(contents: Contents) -> Iterator[Sentence]:
    again, say = contents.log.working.charted_again, contents.options.words
    if again:
        text, rests = again_texts(again, say)
        yield Sentence(10, text, (rests,))


def _settled(contents: Contents) -> Iterator[Sentence]:
    say = contents.options.words
    lines = [line for one in contents.table.compared for line in one.lines]
    decided = sum(line.decision is not None for line in lines)
    if not decided:
        return
    kept = say.counted(
        decided,
        "{0} decision is kept with the original answers",
        "{0} decisions are kept with the original answers",
    )
    pattern = "Differences were settled by discussion: {0}."
    if any(line.state is State.DEFERRED for line in lines):
        pattern = "Differences were settled by discussion, or by a third reviewer: {0}."
    rests = say("Decisions of the consensus: {0}", decided)
    yield Sentence(10, say(pattern, kept), (rests,))


def _deviated(contents: Contents) -> Iterator[Sentence]:
    say = contents.options.words
    changed = [d for d in contents.log.deviations if d.version.parent_id]
    began = contents.log.working.began
    early = [d for d in changed if not began or d.version.at < began]
    for group, when in ((early, "before"), ([d for d in changed if d not in early], "after")):
        if not group:
            continue
        one = f"The form was changed once {when} charting began: {{1}}."
        many = f"The form was changed {{0}} times {when} charting began: {{1}}."
        versions = say.listed([_version(d, say) for d in group])
        rests = tuple(
            say("Version {0}: {1}", d.version.number, counted(len(d.changes), "change", "changes"))
            for d in group
        )
        yield Sentence(10, say.counted(len(group), one, many, versions), rests)


def _version(deviation: Deviation, say: Words) -> str:
    version = deviation.version
    day = say.day(version.at[:10])
    return say("version {0} on {1}{2}", version.number, day, _why([version.reason]))


def _missing(contents: Contents) -> Iterator[Sentence]:
    counts: dict[Status, int] = {}
    for entry in contents.table.records:
        for cell in entry.record.answers:
            status = entry.answer(cell).status
            counts[status] = counts.get(status, 0) + 1
    codes, say = contents.options.codes, contents.options.words
    named = {
        Status.NOT_REPORTED: "not reported by a source is marked {0}",
        Status.NOT_APPLICABLE: "not applicable to it is marked {0}",
        Status.UNCLEAR: "not clear from it is marked {0}",
    }
    used = [status for status in named if counts.get(status)]
    if used:
        said = [
            say(named[status], codes.get(STATUS_CODES[status], STATUS_CODES[status]))
            for status in used
        ]
        rests = tuple(
            f"{STATUS_CODES[status]}: {say(counted(counts[status], 'answer', 'answers'))}"
            for status in used
        )
        yield Sentence(10, say("What was {0}.", say.listed(said)), rests)
    asked = counts.get(Status.FROM_AUTHORS, 0)
    if asked:
        one = "{0} answer was given or confirmed by the authors."
        many = "{0} answers were given or confirmed by the authors."
        rests = (say("Answers marked “from authors”: {0}", asked),)
        yield Sentence(10, say.counted(asked, one, many), rests)


def _evidenced(contents: Contents) -> Iterator[Sentence]:
    say = contents.options.words
    given = quoted = 0
    for entry in contents.table.records:
        held = {e.cell for e in entry.record.evidence if e.cell is not None}
        for cell in entry.record.answers:
            if entry.answer(cell).status.has_value:
                given += 1
                quoted += cell in held
    if quoted:
        text = say(
            "{0} of {1} charted answers ({2}%) are linked to the words, table or page of the "
            "source that support them.",
            quoted, given, say.decimal(100 * quoted / given, 0),
        )  # fmt: skip
        yield Sentence(10, text, (say("Quotes kept: {0}", len(contents.layout.quotes)),))


def _appraised(contents: Contents) -> Iterator[Sentence]:
    from app.export.sheets import appraisal

    found, say = appraisal.asked(contents.table, contents.layout), contents.options.words
    if not found:
        return
    names = say.listed([section.label for section, _ in found])
    rests = tuple(f"{s.label}: {say(studies_of(len(entries)))}" for s, entries in found)
    yield Sentence(12, say("Sources were appraised with {0}.", names), rests)


def _software(contents: Contents) -> Iterator[Sentence]:
    if not _begun(contents):
        return
    say = contents.options.words
    when = say.day(contents.table.made_at.date().isoformat())
    text = say("Charting was done in Chartdesk, version {0}.", __version__)
    yield Sentence(10, text, (say("This program, on {0}", when),))


_SAYERS: tuple[Callable[[Contents], Iterator[Sentence]], ...] = (
    _searched, _selected, _formed, _piloted, _charted, _blinded, _reopened, _checked, _agreed,
    _again, _settled, _deviated, _missing, _evidenced, _software, _appraised,
)  # fmt: skip
