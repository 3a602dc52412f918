"""Tables as files: CSV, or an Excel workbook of one page; made in memory, as openpyxl would put rows into a temporary file."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_MAIN, _RELATIONS = f"{_OPEN}/spreadsheetml/2006/main", f"{_OPEN}/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_OPEN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Target="xl/workbook.xml" '
    f'Type="{_OPEN}/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OPEN}/officeDocument/2006/relationships">'
    '<sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Target="worksheets/sheet1.xml" '
    f'Type="{_OPEN}/officeDocument/2006/relationships/worksheet"/></Relationships>',
}


_RECKONED = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would reckon out."""


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as the bytes of a .csv file that Excel reads as UTF-8; what it would take for a formula is marked as text."""
    text = io.StringIO()
    csv.writer(text).writerows([f"'{cell}" if cell.startswith(_RECKONED) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def workbook(rows: Iterable[Sequence[str]], sheet: str) -> bytes:
    """The rows as the bytes of an .xlsx file; every cell is text, an empty one is left out. sheet: the page's name."""
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _PARTS.items():
            archive.writestr(name, _HEAD + part.replace("{sheet}", escape(sheet)))
        page = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", _HEAD + page)
    return out.getvalue()


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else "<c/>"
