"""The PDF: for people and programs at once, and the same bytes whenever it is made."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import facturx
import pytest
from drafthorse.models.document import Document as Cii
from orders.files.e_invoice import as_xml
from orders.files.paper_pdf import as_pdf, euros, file_name
from pypdf import PdfReader

from tests.orders.papers.test_e_invoice import KINDS, SCHOOL, a_paper

AT = datetime(2026, 11, 23, 9, 30, 15, 123456, tzinfo=UTC)


async def test_made_twice_it_is_the_same_file() -> None:
    first = await as_pdf("BM-2026-00001", KINDS["mixed"], AT)

    assert await as_pdf("BM-2026-00001", KINDS["mixed"], AT) == first


@pytest.mark.parametrize("kind", KINDS)
async def test_the_xml_inside_is_the_papers(kind: str) -> None:
    made = await as_pdf("BM-2026-00001", KINDS[kind], AT)

    name, xml = facturx.get_facturx_xml_from_pdf(made, check_xsd=True, check_schematron=False)

    assert name == "factur-x.xml"
    assert xml == as_xml("BM-2026-00001", KINDS[kind])
    total = Cii.parse(xml).trade.settlement.monetary_summation.grand_total._amount
    assert total == Decimal(KINDS[kind]["totals"]["gross"]).scaleb(-2)


async def test_it_declares_itself_for_archives_readers_and_programs() -> None:
    made = await as_pdf("BM-2026-00001", KINDS["mixed"], AT)
    root: Any = PdfReader(io.BytesIO(made)).root_object
    described = root["/Metadata"].get_object().get_data().decode()

    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in described
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    assert "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>" in described
    assert described.count("urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#") == 2
    assert root["/Lang"] == "de"
    assert root["/AF"][0].get_object()["/AFRelationship"] == "/Alternative"


async def test_people_read_the_same_sums() -> None:
    made = await as_pdf("BM-2026-00001", KINDS["mixed"], AT)
    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()

    for words in (
        "Rechnung BM-2026-00001", "Grundschule am Markt", "42,57", "Leistungsdatum 22.11.2026",
        "Ausgestellt im Namen und für Rechnung von Karl Morgenroth",
        "Gebrauchtgegenstände/Sonderregelung",
    ):  # fmt: skip
        assert words in text


async def test_a_correction_is_never_called_gutschrift() -> None:
    made = await as_pdf("BM-2026-00002", KINDS["correction"], AT)
    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()

    assert "Rechnungskorrektur BM-2026-00002" in text
    assert "BM-2026-00001 vom 22.11.2026" in text
    assert "Gutschrift" not in text


async def test_what_people_typed_stays_text() -> None:
    from dataclasses import replace

    from tests.orders.papers.test_e_invoice import BASKET

    nasty = replace(BASKET[0], title='#eval("1") *fett* $x$ <b> 🥖')
    made = await as_pdf("1", a_paper([nasty], buyer=replace(SCHOOL, name="A & B <GmbH>")), AT)
    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    _, xml = facturx.get_facturx_xml_from_pdf(made, check_xsd=True, check_schematron=False)

    assert '#eval("1") *fett* $x$ <b>' in text
    assert "A & B <GmbH>" in text
    # The data keeps the sign that no font can draw.
    assert "🥖" in xml.decode()


async def test_without_a_tax_number_it_is_a_paper_only() -> None:
    from orders.domain.paper import Party

    said = KINDS["consumer"] | {"e_invoice": False, "seller": KINDS["consumer"]["seller"]}
    made = await as_pdf("1", said, AT)

    assert not PdfReader(io.BytesIO(made)).attachments
    assert Party(**said["seller"])


def test_names_and_sums_as_people_write_them() -> None:
    assert file_name("BM-2026-00001", "pdf") == "BM-2026-00001.pdf"
    assert euros(-123456) == "\N{MINUS SIGN}1.234,56\N{NO-BREAK SPACE}€"
