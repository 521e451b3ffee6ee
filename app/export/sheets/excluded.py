"""Sheet "Excluded full texts": JBI's Appendix II, one primary reason a source."""

from app.export.excluded import HEADER, TITLE
from app.export.page import Page
from app.export.places import Contents
from app.export.sheets.lists import Listed, write_list

NAME = "Excluded full texts"
_LISTED = Listed(HEADER, (80.0, 34.0, 34.0, 44.0), TITLE)


def write(page: Page, contents: Contents) -> None:
    """Write a line a source, by reason."""
    write_list(page, _LISTED, (page.say.each(one.cells) for one in contents.log.excluded))
