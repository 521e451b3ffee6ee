"""The actions of the library, as rows of the table of all actions."""

from ui.action_kinds import ActionRow, Scope

# One action to a line or two reads as a table.
# fmt: off
G, L = Scope.GLOBAL, Scope.LIBRARY
LIBRARY = (
    ActionRow("lib.import", "&Import references…", G,
              "Take exports of databases in: RIS, PubMed, EndNote, BibTeX, CSV and others",
              icon="download"),
    ActionRow("lib.duplicates", "Find &duplicates", G,
              "Find the copies of one report that several databases gave", icon="copy"),
    ActionRow("lib.match", "&Match PDFs to records…", G,
              "Find the record that each PDF is the full text of", icon="link"),
    ActionRow("lib.search", "&Note a search or source…", G,
              "Write a search into the log that brings no file: websites, hand searches, authors",
              icon="search"),
    ActionRow("lib.appendix", "Save &Appendix I…", G,
              "Write the search log as the appendix of a report, in Word or CSV",
              icon="file-text"),
    ActionRow("lib.order", "&Order by this column", L,
              "Order the list by the column of the cursor, or the other way round", ("O",)),
    ActionRow("pair.same", "&Same report", L, "Join the two copies of one report", ("S",)),
    ActionRow("pair.two", "&Two things", L, "Keep both; they are not asked about again", ("T",)),
    ActionRow("pair.linked", "Two reports of one st&udy", L,
              "Screen both; included, they become reports of one study", ("L",)),
    ActionRow("pair.later", "&Later", L, "Go on to the next pair", ("N",)),
)
# fmt: on
