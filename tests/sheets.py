"""Reading files as a spreadsheet does: every cell by the name of its column."""

import csv
import io
import re
import zipfile
from xml.etree import ElementTree

from crm.files.csv_file import BOM

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_csv(text):
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def part(file, name):
    """The XML of one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return ElementTree.fromstring(archive.read(f"xl/{name}"))  # noqa: S314 (a file of our own)


def read_xlsx(file):
    """Texts as texts, numbers as floats; an empty cell is not there."""
    shared = ["".join(item.itertext()) for item in part(file, "sharedStrings.xml").findall("m:si", NS)]
    head, *rows = part(file, "worksheets/sheet1.xml").findall(".//m:row", NS)
    names = {_letters(cell): shared[int(cell.find("m:v", NS).text)] for cell in head}
    return [{names[_letters(cell)]: _value(cell) for cell in row} for row in rows]


def _letters(cell):
    return cell.get("r").rstrip("0123456789")


def _value(cell):
    if cell.get("t") == "inlineStr":
        return ESCAPED.sub(lambda code: chr(int(code[1], 16)), cell.find("m:is/m:t", NS).text)
    assert cell.get("t") is None
    assert cell.find("m:f", NS) is None
    return float(cell.find("m:v", NS).text)
