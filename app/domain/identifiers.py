"""Identifiers of reports and trials as papers print them."""

import re

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>“”]+", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:(?P<pmid>PMID)[:\s]*(?P<number>\d{1,8})|PMC\d{4,9}|NCT\d{8}|ISRCTN\d{8}"
    r"|ACTRN\d{14}|DRKS\d{8}|CRD\d{11}|ChiCTR[\w-]*\d{8,})\b",
    re.IGNORECASE,
)


def in_text(text: str) -> tuple[str, ...]:
    """Return DOIs first, then PubMed and registry numbers, each once, without resolver."""
    dois = [_trimmed(match[0]) for match in _DOI.finditer(text)]
    others = [
        f"PMID {match['number']}" if match["pmid"] else match[0].upper()
        for match in _NUMBERED.finditer(text)
    ]
    return tuple(dict.fromkeys(dois + others))


def _trimmed(doi: str) -> str:
    """Drop the punctuation of the sentence around; brackets of the DOI stay when paired."""
    while doi[-1] in ".,;:'’" or (doi[-1] in ")]" and _unpaired(doi)):
        doi = doi[:-1]
    return doi


def _unpaired(doi: str) -> bool:
    opening = {")": "(", "]": "["}[doi[-1]]
    return doi.count(doi[-1]) > doi.count(opening)
