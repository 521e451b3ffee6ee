"""Search strategies as JBI's Appendix I: every source with its search, each in a table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.flow import FOUND_WORDS
from app.domain.library import Search
from app.export.wording import ENGLISH, Words

if TYPE_CHECKING:
    from app.export.word.paper import Paper

TITLE = "Appendix I: Search strategy"


def write_strategies(paper: "Paper", searches: Sequence[Search], say: Words = ENGLISH) -> None:
    """Write the searches below a heading; those of other methods after the databases."""
    paper.heading(say(TITLE))
    for search in sorted(searches, key=lambda one: not one.found.is_left):
        paper.heading(search.database, 2)
        facts = (
            ("Found by", "" if search.found.is_left else say(FOUND_WORDS[search.found])),
            ("Platform", search.platform),
            ("Date searched", search.searched_on),
            ("Limits", search.limits),
            ("Searched by", search.searched_by),
            ("Results told", "" if search.reported is None else str(search.reported)),
            ("Records taken in", str(search.records)),
            ("Note", search.note),
        )
        rows = [(say(name), fact) for name, fact in facts if fact]
        if search.strategy:
            rows.append((say("Strategy"), search.strategy))
        paper.table(say.all(("Item", "Entry")), rows, (1, 4))
