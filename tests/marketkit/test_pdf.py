"""Papers: tagged, named, in German, and never taking somebody's words for markup."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from marketkit.pdf import PdfError, render
from pypdf import PdfReader

PAPERS = Path(__file__).parent / "papers"
LETTER = PAPERS / "letter.typ"
TRICKY = '#read("letter.typ") $x^2$ *fett* @anna _kursiv_ <marke> [klammer] \\ `roh` "zitat" // #'


def a_letter(**changes: Any) -> dict[str, Any]:
    return {"title": "Lieferschein", "text": "Guten Tag.", "rows": [], **changes}


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


async def test_it_is_tagged_named_and_german() -> None:
    rows = [{"name": "Roggenbrot", "count": 2}, {"name": "Käse", "count": 1}]

    paper = read(await render(LETTER, a_letter(rows=rows)))

    catalogue: Any = paper.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"].value
    assert catalogue["/Lang"] == "de"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert paper.metadata is not None
    assert paper.metadata.title == "Lieferschein"
    assert paper.xmp_metadata is not None
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


async def test_tables_say_which_row_is_the_head() -> None:
    paper = read(await render(LETTER, a_letter(rows=[{"name": "Roggenbrot", "count": 2}])))

    catalogue: Any = paper.trailer["/Root"]
    tags = list(_tags(catalogue["/StructTreeRoot"]))

    assert tags.count("/TH") == 2
    assert tags.count("/TD") == 2


async def test_text_can_be_taken_out_again() -> None:
    paper = read(await render(LETTER, a_letter(text="Grüße aus Zeitz, 5 € für Äpfel")))

    assert "Grüße aus Zeitz, 5 € für Äpfel" in paper.pages[0].extract_text()


async def test_peoples_words_are_never_markup() -> None:
    paper = read(await render(LETTER, a_letter(title=TRICKY, text=TRICKY)))

    assert paper.metadata is not None
    assert paper.metadata.title == TRICKY
    text = " ".join(paper.pages[0].extract_text().split())
    assert text.count(TRICKY) == 2


async def test_a_template_sees_its_own_folder_only() -> None:
    with pytest.raises(PdfError, match="escape"):
        await render(PAPERS / "nosy.typ", {})


async def test_a_paper_without_a_title_is_refused() -> None:
    with pytest.raises(PdfError, match="title"):
        await render(PAPERS / "nameless.typ", {})


async def test_a_template_that_is_not_there_is_our_mistake() -> None:
    with pytest.raises(PdfError):
        await render(PAPERS / "missing.typ", {})


async def test_the_same_data_makes_the_same_bytes() -> None:
    then = datetime(2026, 11, 20, 8, 0, 1, 234567, tzinfo=UTC)

    assert await render(LETTER, a_letter(), made_at=then) == await render(
        str(LETTER), a_letter(), made_at=then
    )


def _tags(node: Any) -> Any:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        yield from _tags(node.get("/K", []))


@pytest.mark.parametrize("sign", ["🥖", "日本", "👨‍👩‍👧", "\ufeff", "\a"])
async def test_signs_that_no_font_has_are_left_out(sign: str) -> None:
    letter = a_letter(title=f"Brot {sign}", text="Für 5 €", rows=[{"name": sign, "count": 1}])

    paper = read(await render(LETTER, letter))

    assert paper.metadata is not None
    assert (paper.metadata.title or "").strip() == "Brot"
    assert "Für 5 €" in paper.pages[0].extract_text()
