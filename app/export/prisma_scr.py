"""The PRISMA-ScR checklist, filled as far as the review knows.

Twenty-two items, of which 12 and 16 are optional (Tricco and others 2018, Annals of Internal
Medicine 169:467, doi 10.7326/M18-0850); in our own words. Lists of 27 items found elsewhere
number those of PRISMA 2009 again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.answers import Status
from app.domain.fields import FieldType, Policy
from app.export.order import review_level
from app.export.places import CHARTING, QUOTES, Contents
from app.export.plural import reports, studies
from app.export.text import value_text
from app.export.working_words import pilot_text, role_text, screeners

SCOPING = ("scoping", "exploratoria", "alcance", "escopo", "portée")
"""Words of a title that say what kind of review it is; German titles say "Scoping Review"."""


SOURCE = "Tricco and others 2018, Ann Intern Med 169:467, doi 10.7326/M18-0850; own words."


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist, in our words."""

    number: int
    section: str
    title: str
    asks: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the review knows for an item, and the sheets that show it; both may be empty."""

    text: str = ""
    sheets: tuple[str, ...] = ()


ITEMS = (
    Item(1, "Title", "Title", "The title says that it is a scoping review."),
    Item(
        2, "Abstract", "Structured summary",
        "Background, objectives, eligibility criteria, sources, charting methods, results and "
        "conclusions in short.",
    ),
    Item(3, "Introduction", "Rationale", "Why the review is needed, and why as a scoping review."),
    Item(
        4, "Introduction", "Objectives",
        "The questions and objectives, by population, concept and context.",
    ),
    Item(
        5, "Methods", "Protocol and registration",
        "Whether there is a protocol, where it can be read, and its registration number.",
    ),
    Item(
        6, "Methods", "Eligibility criteria",
        "What made sources eligible (years, language, publication status) and why.",
    ),
    Item(
        7, "Methods", "Information sources",
        "All sources with their dates of coverage, contacts with authors, date of the last search.",
    ),
    Item(
        8, "Methods", "Search",
        "The full strategy for at least one database, with its limits, so that it can be repeated.",
    ),
    Item(
        9, "Methods", "Selection of sources of evidence",
        "How sources were screened and judged eligible.",
    ),
    Item(
        10, "Methods", "Data charting process",
        "How data were charted: forms and their testing, independently or in duplicate, what was "
        "confirmed with authors.",
    ),
    Item(
        11, "Methods", "Data items",
        "All variables for which data were sought, with assumptions and simplifications.",
    ),
    Item(
        12, "Methods", "Critical appraisal of individual sources of evidence",
        "If done: why, how, and how it was used.", is_optional=True,
    ),
    Item(
        13, "Methods", "Synthesis of results",
        "How the charted data were handled and summarised.",
    ),
    Item(
        14, "Results", "Selection of sources of evidence",
        "Numbers screened, assessed and included, reasons for exclusion, best in a flow diagram.",
    ),
    Item(
        15, "Results", "Characteristics of sources of evidence",
        "For each source the characteristics that were charted, with its citation.",
    ),
    Item(
        16, "Results", "Critical appraisal within sources of evidence",
        "If done: the results of item 12.", is_optional=True,
    ),
    Item(
        17, "Results", "Results of individual sources of evidence",
        "For each source the charted data that concern the questions.",
    ),
    Item(
        18, "Results", "Synthesis of results",
        "The charting results summarised against the questions.",
    ),
    Item(
        19, "Discussion", "Summary of evidence",
        "The main results: concepts, themes and kinds of evidence, and for whom they matter.",
    ),
    Item(20, "Discussion", "Limitations", "Limits of the review process."),
    Item(
        21, "Discussion", "Conclusions",
        "A general reading of the results for the questions, and what should follow.",
    ),
    Item(
        22, "Funding", "Funding",
        "Funding of the included sources and of the review, and what funders had a say in.",
    ),
)  # fmt: skip


def known(contents: Contents) -> dict[int, Known]:
    """Return what the review knows, by the number of the item."""
    return {number: find(contents) for number, find in _FINDERS.items()}


def _title(contents: Contents) -> Known:
    title, say = contents.table.title, contents.options.words
    if not title:
        return Known()
    is_said = any(word in title.casefold() for word in SCOPING)
    told = "“{0}” (says that it is one)" if is_said else "“{0}” (does not say so yet)"
    return Known(say(told, title), (CHARTING,))


def _objectives(contents: Contents) -> Known:
    said = _said(contents, "1.2", "1.3", "2.1", "2.2", "2.3")
    return Known(said, ("Instrument",)) if said else Known()


def _protocol(contents: Contents) -> Known:
    return Known(_keyed(contents, "protocol", "registration"))


def _eligibility(contents: Contents) -> Known:
    said = [_said(contents, "2.1", "2.2", "2.3", "2.4")]
    said.append(_keyed(contents, "year", "date", "language"))
    text = "\n".join(filter(None, said))
    return Known(text, ("Instrument",)) if text else Known()


def _sources(contents: Contents) -> Known:
    found, say = contents.log.searches, contents.options.words
    if not found:
        return Known()
    dates = sorted(filter(None, (search.searched_on for search in found)))
    names = "; ".join(f"{s.database} ({s.platform})" if s.platform else s.database for s in found)
    if dates:
        names = say("{0}. Last search: {1}", names, say.day(dates[-1]))
    return Known(names, ("Search log",))


def _search(contents: Contents) -> Known:
    full = [search for search in contents.log.searches if search.strategy]
    if not full:
        return Known()
    names = ", ".join(search.database for search in full)
    return Known(contents.options.words("Full strategies: {0}", names), ("Search log",))


def _selection(contents: Contents) -> Known:
    needed, say = contents.log.working.screening, contents.options.words
    if needed is None:
        return Known()
    people = (screeners(number, say) for number in needed)
    return Known(say("Titles and abstracts by {0}, full texts by {1}", *people))


def _charting(contents: Contents) -> Known:
    working, form, say = contents.log.working, contents.table.form, contents.options.words
    said = [say("Form {0}, version {1}", form.name, form.number)]
    if working.charters:
        said.append(say("Charted by {0}", ", ".join(working.charters)))
    said += [role_text(role, count, say) for role, count in working.roles.items()]
    if working.sealed_by_two:
        one, many = (
            "{0} study charted independently by two", "{0} studies charted independently by two",
        )  # fmt: skip
        said.append(say.counted(working.sealed_by_two, one, many))
    checking = working.checking
    if checking.answers:
        answers = say.counted(checking.answers, "{0} answer", "{0} answers")
        checked = say("{0} of {1} checked by another reviewer", answers, studies(checking.studies))
        said.append(checked)
    said += [pilot_text(pilot, say) for pilot in working.pilots]
    asked = sum(
        entry.answer(cell).status is Status.FROM_AUTHORS
        for entry in contents.table.records
        for cell in entry.record.answers
    )
    if asked:
        one, many = (
            "{0} answer confirmed with or given by authors",
            "{0} answers confirmed with or given by authors",
        )
        said.append(say.counted(asked, one, many))
    sheets = ("Form versions",) if contents.log.deviations else ()
    return Known(". ".join(said), sheets)


def _items(contents: Contents) -> Known:
    fields, say = contents.table.form.study_fields, contents.options.words
    double = sum(field.policy is Policy.DOUBLE for field in fields)
    one, many = "{0} variable, with its definition", "{0} variables, each with its definition"
    said = say.counted(len(fields), one, many)
    if double:
        said = f"{said}; {say('{0} charted twice', double)}"
    return Known(said, ("Codebook", "Instrument"))


def _appraisal(contents: Contents) -> Known:
    from app.export.sheets import appraisal

    found, say = appraisal.asked(contents.table, contents.layout), contents.options.words
    if not found:
        return Known(say("Not done"))
    names = "; ".join(f"{section.label} ({len(entries)})" for section, entries in found)
    return Known(say("Checklists: {0}", names), (appraisal.NAME,))


def _synthesis(contents: Contents) -> Known:
    return Known(contents.options.words("Frequencies of the charted answers"), ("Descriptive",))


def _flow(contents: Contents) -> Known:
    flow, say = contents.log.flow, contents.options.words
    if flow is None:
        count = len({entry.study.study_id for entry in contents.table.records})
        return Known(say.counted(count, "{0} study included", "{0} studies included"))
    assessed = flow.assessed + flow.other_assessed
    said = (
        say.counted(flow.screened, "{0} record screened", "{0} records screened"),
        say.counted(assessed, "{0} report assessed", "{0} reports assessed"),
        say.counted(
            flow.studies, "{0} study ({1}) included", "{0} studies ({1}) included",
            say(reports(flow.reports)),
        ),
    )  # fmt: skip
    excluded = ("Excluded full texts",) if contents.log.excluded else ()
    return Known(", ".join(said), ("Flow", *excluded))


def _characteristics(contents: Contents) -> Known:
    found = len({entry.study.study_id for entry in contents.table.records})
    told = contents.options.words(studies(found))
    return Known(told, ("Characteristics", CHARTING)) if found else Known()


def _results(contents: Contents) -> Known:
    count, say = len(contents.layout.quotes), contents.options.words
    one, many = "Charted answers with {0} quote", "Charted answers with {0} quotes"
    return Known(say.counted(count, one, many), (CHARTING, QUOTES))


def _funding(contents: Contents) -> Known:
    columns = [
        column
        for column in contents.layout.columns
        if "fund" in f"{column.field.key} {column.field.label}".casefold()
        and column.field.type not in (FieldType.REVIEWER, FieldType.AUTOMATIC)
    ]
    say = contents.options.words
    if not columns:
        return Known(say("Funding of the sources is not charted"))
    ids = {column.field.field_id for column in columns}
    told = {
        entry.study.study_id
        for entry in contents.table.records
        for cell in entry.record.answers
        if cell.field_id in ids and entry.answer(cell).status.has_value
    }
    names = ", ".join(column.heading for column in columns)
    one, many = "Charted for {0} study: {1}", "Charted for {0} studies: {1}"
    return Known(say.counted(len(told), one, many, names), (CHARTING,))


_FINDERS: dict[int, Callable[[Contents], Known]] = {
    1: _title, 4: _objectives, 5: _protocol, 6: _eligibility, 7: _sources, 8: _search,
    9: _selection, 10: _charting, 11: _items, 12: _appraisal, 13: _synthesis, 14: _flow,
    15: _characteristics, 16: _appraisal, 17: _results, 18: _synthesis, 22: _funding,
}  # fmt: skip


def _said(contents: Contents, *numbers: str) -> str:
    """Return what the review says at these numbers of the instrument, a line each."""
    found = {column.number: column.field for column in review_level(contents.table.form)}
    lines = []
    for number in numbers:
        entry = found.get(number)
        text = value_text(entry, contents.table.details.get(entry.field_id)) if entry else ""
        if entry and text:
            lines.append(f"{entry.label}: {'; '.join(text.splitlines())}")
    return "\n".join(lines)


def _keyed(contents: Contents, *words: str) -> str:
    """Return what the review says in fields whose key or label holds one of the words."""
    lines = []
    for column in review_level(contents.table.form):
        entry = column.field
        text = value_text(entry, contents.table.details.get(entry.field_id))
        name = f"{entry.key} {entry.label}".casefold()
        if text and any(word in name for word in words):
            lines.append(f"{entry.label}: {'; '.join(text.splitlines())}")
    return "\n".join(lines)
