"""Sheet "Audit": every edit of the log that the reviewer may see, oldest first."""

from itertools import islice

from app.export.page import Page
from app.export.places import Contents
from app.export.review_log import AuditLine
from app.export.sheets.lists import Listed, write_list
from app.export.wording import Words

NAME = "Audit"
HEADINGS = (
    "No.", "Time (UTC)", "Reviewer", "Device", "Step", "Edit", "Study", "Field", "Before", "After",
)  # fmt: skip
MOST = 1_000_000  # lines; a sheet has 1,048,576
_LISTED = Listed(HEADINGS, (8.0, 20.0, 16.0, 16.0, 34.0, 20.0, 20.0, 28.0, 36.0, 36.0))


def write(page: Page, contents: Contents) -> None:
    """Write a line an edit."""
    lines = islice(contents.log.audit, MOST)
    write_list(page, _LISTED, (_line(line, page.say) for line in lines))


def _line(line: AuditLine, say: Words) -> tuple[str | int | None, ...]:
    return (
        line.number,
        line.at[:19].replace("T", " "),
        line.reviewer,
        line.device,
        line.step,
        say(line.kind),
        line.study,
        line.field,
        *say.each((line.before, line.after)),
    )
