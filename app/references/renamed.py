"""Tagged text whose tags say what those of RIS say under other names: RefWorks and NoteExpress."""

from app.references.ris_fields import csl_of
from app.references.values import ByTag, Csl, RawRecord, by_tag

_REFWORKS = {
    "YR": "PY", "VO": "VL", "OP": "EP", "K1": "KW", "UL": "UR", "LK": "UR", "PP": "CY",
    "DS": "DB", "T2": "T2", "RT": "TY",
}  # fmt: skip
_NOTEEXPRESS = {
    "Reference Type": "TY", "Title": "TI", "Author": "AU", "Journal": "JF",
    "Secondary Title": "T2", "Year": "PY", "Volume": "VL", "Issue": "IS", "Pages": "SP",
    "Abstract": "AB", "Keywords": "KW", "DOI": "DO", "URL": "UR", "Link": "UR", "ISSN": "SN",
    "ISBN/ISSN": "SN", "ISBN": "SN", "Publisher": "PB", "Place Published": "CY",
    "Language": "LA", "Database Provider": "DB", "Accession Number": "AN", "Notes": "N1",
}  # fmt: skip
_KINDS = (
    ("abstract", "ABST"), ("section", "CHAP"), ("chapter", "CHAP"), ("conference", "CONF"),
    ("dissertation", "THES"), ("thesis", "THES"), ("journal", "JOUR"), ("magazine", "MGZN"),
    ("newspaper", "NEWS"), ("report", "RPRT"), ("web", "ELEC"), ("patent", "PAT"), ("book", "BOOK"),
)  # fmt: skip


def refworks(record: RawRecord) -> Csl:
    """Read a record of RefWorks' tagged format, which CNKI writes too (`vo` in small letters)."""
    return _csl({_REFWORKS.get(t.upper(), t.upper()): v for t, v in by_tag(record.tags).items()})


def noteexpress(record: RawRecord) -> Csl:
    """Read a record of NoteExpress (`{Title}: …`), which CNKI and Wanfang write."""
    known = by_tag(record.tags)
    return _csl({_NOTEEXPRESS[name]: values for name, values in known.items()
                 if name in _NOTEEXPRESS})  # fmt: skip


def _csl(known: ByTag) -> Csl:
    kind = " ".join(known.get("TY", ())).lower()
    code = next((code for sign, code in _KINDS if sign in kind), "GEN")
    return csl_of({**known, "TY": [code]})
