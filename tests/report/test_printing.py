"""Real PDFs and real pages: tagged, whole, the same everywhere, and never broken by what somebody typed."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from fieldapp import clock
from fieldapp.report import printing
from fieldapp.report.compose import compose
from fieldapp.report.facts import CaseFacts, Event, Looks
from fieldapp.report.model import Paper, PaperKind, Stamp

ReadPdf = Callable[[bytes], str]
SET = [one for one in PaperKind if one not in (PaperKind.EMAIL_TEXT, PaperKind.RADIO_CARD)]


@dataclass(frozen=True)
class _Everything:
    """A matrix for tests that tells everything."""

    included: tuple[str, ...] = ()
    left_out: tuple[()] = ()
    asked: tuple[()] = ()

    def label(self, field: str, language: str) -> str:
        return field

    def judge(
        self, fields: Sequence[str], recipient: str, *, missing_episode: bool, picked: frozenset[str], language: str
    ) -> _Everything:
        return _Everything(tuple(fields))


def _paper(facts: CaseFacts, stamp: Stamp, kind: PaperKind = PaperKind.POLICE_SHEET) -> Paper:
    return compose(kind, facts, _Everything(), "police", frozenset(), "en", stamp)


def _dot(width: int = 2, height: int = 2) -> bytes:
    """A small PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x40\x60\x90" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", SET)
def test_every_paper_is_tagged_and_says_so(kind: PaperKind, mika: CaseFacts, stamp: Stamp) -> None:
    reader = PdfReader(io.BytesIO(printing.pdf(_paper(mika, stamp, kind))))
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    marks = root["/MarkInfo"].get_object()
    assert isinstance(marks, DictionaryObject)
    assert marks["/Marked"].get_object()
    assert "/StructTreeRoot" in root
    assert root["/Lang"].get_object() == "en-US"
    assert reader.xmp_metadata is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()
    assert root["/ViewerPreferences"].get_object()["/DisplayDocTitle"]  # type: ignore[index]
    assert all("/StructParents" in page for page in reader.pages)
    assert reader.metadata is not None
    assert reader.metadata.title
    assert "Sample" not in reader.metadata.title


def _tags(node: object) -> Iterator[DictionaryObject]:
    """Every element of a PDF's structure, in reading order."""
    held = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(held, list):
        for each in held:
            yield from _tags(each)
    elif isinstance(held, DictionaryObject):
        if "/S" in held:
            yield held
        yield from _tags(held.get("/K", []))


def _roles(content: bytes) -> list[tuple[str, str]]:
    """(role, what a screen reader says instead) of every element."""
    root = PdfReader(io.BytesIO(content)).trailer["/Root"].get_object()["/StructTreeRoot"]  # type: ignore[index]
    return [(str(each["/S"]), str(each.get("/Alt", ""))) for each in _tags(root)]


def test_a_screen_reader_meets_headings_the_photo_s_words_and_the_heads_of_tables(mika: CaseFacts, stamp: Stamp) -> None:
    shown = replace(mika, looks=replace(mika.looks, photo=_dot(), photo_taken=date(2026, 8, 14)))
    sheet = _roles(printing.pdf(_paper(shown, stamp)))
    assert sheet.count(("/H1", "")) == 1
    assert ("/H2", "") in sheet
    assert [said for role, said in sheet if role == "/Figure"] == ["Photo of the youth, 14 Aug 2026"]
    listed = [role for role, _said in _roles(printing.pdf(_paper(mika, stamp, PaperKind.CHRONOLOGY)))]
    assert listed.count("/TH") == 6
    assert "/Table" in listed


def test_a_spanish_paper_says_so(mika: CaseFacts, stamp: Stamp) -> None:
    paper = compose(PaperKind.POLICE_SHEET, mika, _Everything(), "police", frozenset(), "es", stamp)
    root = PdfReader(io.BytesIO(printing.pdf(paper))).trailer["/Root"].get_object()
    assert root["/Lang"] == "es-US"  # type: ignore[index]


def _written() -> int:
    """Bytes that this process and its threads have written to anything."""
    said = dict(line.split(": ") for line in Path("/proc/self/io").read_text(encoding="ascii").splitlines())
    return int(said["wchar"])


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="only Linux counts what a process writes")
def test_a_paper_is_made_in_memory_and_not_one_byte_is_written_anywhere(mika: CaseFacts, stamp: Stamp) -> None:
    paper = _paper(replace(mika, looks=replace(mika.looks, photo=_dot())), stamp)
    printing.pdf(paper)  # the fonts are read
    before = _written()
    made = [printing.pdf(paper), *printing.pages(paper)]
    after = _written()
    assert after == before
    assert all(made)


def test_a_whole_case_is_one_page(mika: CaseFacts, stamp: Stamp) -> None:
    """As much as a ready sheet usually holds, in both languages."""
    absence = replace(
        mika.absence, belongings="phone", vehicle="gray sedan, 7ABC123", heading_to="the skate park", earlier="2 earlier times"
    )
    full = replace(
        mika, absence=absence, dangers=replace(mika.dangers, suicidality="spoke of it in May", other="afraid of dogs", pregnancy="yes"),
        looks=replace(mika.looks, photo=_dot(), photo_taken=date(2026, 8, 14), ethnicity="N"), language="Spanish",
        accounts=("example-chat: @mika",), if_found=replace(mika.if_found, release_never="Victor Sample", interpreter="555-0152"),
    )  # fmt: skip
    for language in ("en", "es"):
        paper = compose(PaperKind.POLICE_SHEET, full, _Everything(), "police", frozenset(), language, stamp)
        assert len(printing.pages(paper, 40)) == 1, language


def test_paper_is_us_letter_and_numbered(mika: CaseFacts, stamp: Stamp, read_pdf: ReadPdf) -> None:
    content = printing.pdf(_paper(mika, stamp))
    page = PdfReader(io.BytesIO(content)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 792)
    shown = read_pdf(content)
    for expected in ("Copy 3", "Page 1 of 1", "Shred by 21 Dec 2026", "MS-07", "Sample County", "call back, 24 hours: 555-0150"):
        assert expected in shown


def test_the_same_paper_gives_the_same_bytes(mika: CaseFacts, stamp: Stamp) -> None:
    assert printing.pdf(_paper(mika, stamp)) == printing.pdf(_paper(mika, stamp))


def test_preview_has_one_picture_a_page(mika: CaseFacts, stamp: Stamp) -> None:
    many = tuple(Event(at=clock.HOUR * n, what="Looked for the youth", who="R. Example") for n in range(80))
    paper = _paper(replace(mika, events=many), stamp, PaperKind.CHRONOLOGY)
    shown = printing.pages(paper)
    assert len(shown) == len(PdfReader(io.BytesIO(printing.pdf(paper))).pages) > 1
    for picture in shown:
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == (935, 1210)
    assert struct.unpack(">II", printing.pages(paper, ppi=55)[0][16:24]) == (468, 605)


def test_practice_stands_behind_the_text_of_a_practice_paper_only(mika: CaseFacts, stamp: Stamp, read_pdf: ReadPdf) -> None:
    assert "Practice" in read_pdf(printing.pdf(_paper(replace(mika, practice=True), stamp)))
    assert "Practice" not in read_pdf(printing.pdf(_paper(mika, stamp)))


def test_the_cover_names_the_office_and_nobody_else(mika: CaseFacts, stamp: Stamp) -> None:
    content = printing.pdf(_paper(mika, replace(stamp, cover=True)))
    first, second = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "555-0150" in first
    assert "Confidential" in first
    assert "Mika" not in first
    assert "Michaela" not in first
    assert "issing" not in first
    assert "Page 1 of 1" in second


@pytest.mark.parametrize(
    "typed",
    [
        "#panic()",
        '#eval("1+1")',
        '#read("/etc/passwd")',
        "*bold* _italics_",
        "$x^2$",
        "\\ \\u{41} \\",
        "= not a heading",
        "{braces} <label> @ref [content]",
        "// comment /* and */",
        "ñandú ¿qué? Ñuñez",
        "Nguyễn Thị Hồng Đặng",
        "陈小明",
        '"quotes" ’single’ „low“',
    ],
)
def test_what_is_typed_is_printed_as_typed(typed: str, mika: CaseFacts, stamp: Stamp, read_pdf: ReadPdf) -> None:
    content = printing.pdf(_paper(replace(mika, absence=replace(mika.absence, clothing=typed)), stamp))
    assert " ".join(typed.split()) in read_pdf(content)


def test_letters_with_marks_below_are_shown(mika: CaseFacts, stamp: Stamp, read_pdf: ReadPdf) -> None:
    spoken = replace(mika, language="Ñuu Savi ka̱'a̱n ndó ví'ó")
    shown = read_pdf(printing.pdf(_paper(spoken, stamp)))
    assert "Ñuu Savi" in shown
    assert "a̱n ndó ví'ó" in shown
    assert "□" not in shown


@pytest.mark.parametrize("typed", ["ਪੰਜਾਬੀ", "ខ្មែរ", "😀", "한국어", "\ud800", "\0", "\U0010ffff"])
def test_what_no_font_shows_is_boxed_and_said(typed: str, mika: CaseFacts, stamp: Stamp, read_pdf: ReadPdf) -> None:
    paper = _paper(replace(mika, absence=replace(mika.absence, clothing=f"hoodie {typed} jeans")), stamp)
    shown = read_pdf(printing.pdf(paper))
    assert "hoodie" in shown
    assert "jeans" in shown
    assert ("□" in shown) == ("write it in by hand" in shown)
    assert printing.pages(paper)


def test_a_word_too_long_for_the_page_is_broken_not_cut(mika: CaseFacts, stamp: Stamp, read_pdf: ReadPdf) -> None:
    word = "https://example.org/" + "a1b2c3d4" * 30
    shown = read_pdf(printing.pdf(_paper(replace(mika, accounts=(word,)), stamp)))
    assert word in shown.replace(" ", "")


@pytest.mark.parametrize("photo", [b"", b"not a picture", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xffbroken", _dot()])
def test_a_photo_that_cannot_be_read_leaves_a_frame(photo: bytes, mika: CaseFacts, stamp: Stamp, read_pdf: ReadPdf) -> None:
    looks = replace(mika.looks, photo=photo, photo_taken=date(2026, 8, 14))
    content = printing.pdf(_paper(replace(mika, looks=looks), stamp))
    pictures = len(PdfReader(io.BytesIO(content)).pages[0].images)
    assert pictures == (1 if photo == _dot() else 0)
    assert "Michaela Sample" in read_pdf(content)


def test_an_empty_case_is_a_blank_form(mika: CaseFacts, stamp: Stamp, read_pdf: ReadPdf) -> None:
    blank = CaseFacts(letterhead=mika.letterhead, worker=mika.worker, supervisor=mika.supervisor, looks=Looks())
    for kind in SET:
        shown = read_pdf(printing.pdf(_paper(blank, stamp, kind)))
        assert "Sample County" in shown
        assert "None" not in shown


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(codec="utf-8"), max_size=60))
def test_anything_typed_makes_a_paper(typed: str, mika: CaseFacts, stamp: Stamp) -> None:
    case = replace(mika, legal_name=typed, absence=replace(mika.absence, circumstances=typed), phones=(typed,))
    assert printing.pdf(_paper(case, stamp)).startswith(b"%PDF")
