"""Validates every part of workbooks: python -m tests.bench.ooxml_schemas DIR FILE...

DIR holds the transitional schemas of ECMA-376 (sml.xsd, dml-*.xsd, shared-*.xsd, opc-xsd/),
which are not ours to ship. `xml:space` on texts, which Office writes itself, is let pass.
"""

import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

OFFICE = "http://schemas.openxmlformats.org"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SCHEMAS = {
    f"{OFFICE}/spreadsheetml/2006/main": "sml.xsd",
    f"{OFFICE}/drawingml/2006/main": "dml-main.xsd",
    f"{OFFICE}/drawingml/2006/chart": "dml-chart.xsd",
    f"{OFFICE}/drawingml/2006/spreadsheetDrawing": "dml-spreadsheetDrawing.xsd",
    f"{OFFICE}/officeDocument/2006/extended-properties": "shared-documentPropertiesExtended.xsd",
    f"{OFFICE}/package/2006/content-types": "opc-xsd/opc-contentTypes.xsd",
    f"{OFFICE}/package/2006/relationships": "opc-xsd/opc-relationships.xsd",
}


@cache
def schema(path: Path) -> Any:
    """Return a schema that was read once."""
    return etree.XMLSchema(etree.parse(path))


def problems(schemas: Path, file: Path) -> tuple[int, Counter[str]]:
    """Return how many parts of a file were checked, and what is wrong with them."""
    found: Counter[str] = Counter()
    checked = 0
    with ZipFile(file) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            part = etree.fromstring(package.read(name))
            asked = SCHEMAS.get(etree.QName(part).namespace)
            if asked is None:
                continue
            for text in part.iter(f"{{{OFFICE}/spreadsheetml/2006/main}}t"):
                text.attrib.pop(SPACE, None)
            checked += 1
            check = schema(schemas / asked)
            if not check.validate(part):
                found.update(f"{name}: {error.message}" for error in check.error_log)
    return checked, found


def main() -> int:
    """Print what is wrong with each file; return 1 when anything is."""
    schemas, *files = map(Path, sys.argv[1:])
    wrong = 0
    for file in files:
        checked, found = problems(schemas, file)
        print(f"{file.name}: {checked} parts checked, {found.total()} errors")
        for message, count in found.most_common(20):
            print(f"  {count} x {message}")
        wrong += found.total()
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
