"""Sheet "Form versions": what changed with every version of the form, and why."""

from app.export.deviation_log import HEAD, log_lines
from app.export.page import Page
from app.export.places import Contents
from app.export.sheets.lists import Listed, write_list

NAME = "Form versions"
_LISTED = Listed(
    tuple(word.capitalize() for word in HEAD),
    (9.0, 12.0, 18.0, 40.0, 22.0, 24.0, 30.0, 30.0, 30.0, 22.0),
    "Versions of the form: deviations from the protocol",
)


def write(page: Page, contents: Contents) -> None:
    """Write a line a change."""
    lines = (
        line for deviation in contents.log.deviations for line in log_lines(deviation, page.say)
    )
    write_list(page, _LISTED, lines)
