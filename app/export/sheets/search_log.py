"""Sheet "Search log": what was searched, where, when and how, and what it brought."""

from app.domain.flow import FOUND_WORDS
from app.domain.library import Search
from app.export.page import Page
from app.export.places import Contents
from app.export.sheets.lists import Listed, write_list
from app.export.word.strategies import TITLE
from app.export.wording import ENGLISH, Words

NAME = "Search log"
HEADINGS = (
    "Source", "Kind", "Platform", "Date searched", "Strategy", "Limits", "Searched by",
    "Results told", "Records taken in", "Files", "Note",
)  # fmt: skip
_LISTED = Listed(
    HEADINGS,
    (24.0, 16.0, 18.0, 14.0, 70.0, 24.0, 18.0, 12.0, 12.0, 30.0, 30.0),
    TITLE,
)


def write(page: Page, contents: Contents) -> None:
    """Write a line a search."""
    write_list(page, _LISTED, (line_of(one, page.say) for one in contents.log.searches))


def line_of(search: Search, say: Words = ENGLISH) -> tuple[str | int | None, ...]:
    """Return what is written of a search, in the order of the headings."""
    return (
        search.database,
        say(FOUND_WORDS[search.found]),
        search.platform,
        search.searched_on,
        search.strategy,
        search.limits,
        search.searched_by,
        search.reported,
        search.records,
        "\n".join(search.files),
        search.note,
    )
