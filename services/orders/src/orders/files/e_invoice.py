"""A paper as XML after EN 16931 (UN/CEFACT CII): ZUGFeRD's profile of that name, or XRechnung."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from drafthorse.models.accounting import ApplicableTradeTax
from drafthorse.models.document import Document as Cii
from drafthorse.models.note import IncludedNote
from drafthorse.models.party import TaxRegistration, TradeParty
from drafthorse.models.payment import PaymentMeans, PaymentTerms
from drafthorse.models.tradelines import LineItem

from orders.domain.paper import PaperKind
from orders.files.paper_words import PAYMENT

Document = Mapping[str, Any]

ZUGFERD: Final = "urn:cen.eu:en16931:2017"
XRECHNUNG: Final = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
_PROCESS: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
_SCHEMA: Final = "FACTUR-X_EN16931"
_INVOICE, _CREDIT_NOTE = "380", "381"
"""UNTDID 1001, as BT-3 names the kind."""
_PAYMENT_MEANS: Final = {
    "online": "68", "back_online": "68", "netted": "97", "to_pay": "97", "credit": "97",
}  # fmt: skip
"""UNTDID 4461: an online payment service, clearing between partners; else not defined."""
_PIECE: Final = "C62"
_FINEST: Final = Decimal("0.000001")


def as_xml(number: str, paper: Document, *, x_invoice: bool = False) -> bytes:
    """Checked against the profile's schema. Raises lxml's XMLSyntaxError: a mistake of ours."""
    found = Cii()
    found.context.guideline_parameter.id = XRECHNUNG if x_invoice else ZUGFERD
    if x_invoice:
        found.context.business_parameter.id = _PROCESS
    is_credit = paper["kind"] in {PaperKind.CREDIT_NOTE, PaperKind.CORRECTION}
    found.header.id = number
    found.header.type_code = _CREDIT_NOTE if is_credit else _INVOICE
    found.header.issue_date_time = date.fromisoformat(paper["issued_on"])
    for words in paper["notes"]:
        note = IncludedNote()
        note.content = words
        found.header.notes.add(note)
    _agreement(found, paper)
    found.trade.delivery.event.occurrence = date.fromisoformat(paper["supplied_on"])
    for position, line in enumerate(paper["lines"], 1):
        found.trade.items.add(_line(position, line))
    _settlement(found, paper)
    return bytes(found.serialize(schema=_SCHEMA))


def _agreement(found: Cii, paper: Document) -> None:
    agreement = found.trade.agreement
    agreement.buyer_reference = paper["buyer"]["reference"]
    _party(agreement.seller, paper["seller"])
    _party(agreement.buyer, paper["buyer"])
    if order := paper["order"].get("shop_order_number"):
        agreement.seller_order.issuer_assigned_id = order


def _party(found: TradeParty, party: Document) -> None:
    found.name = party["name"]
    if party["register_entry"]:
        found.legal_organization.id = party["register_entry"]
    if party["trade_name"]:
        found.legal_organization.trade_name = party["trade_name"]
    if party["contact"] and (party["phone"] or party["email"]):
        found.contact.person_name = party["contact"]
        found.contact.telephone.number = party["phone"]
        found.contact.email.address = party["email"]
    address = found.address
    address.postcode, address.line_one = party["postal_code"], party["street"]
    address.city_name, address.country_id = party["place"], party["country"]
    if party["email"]:
        found.electronic_address.uri_ID = ("EM", party["email"])
    for scheme, name in (("FC", "tax_number"), ("VA", "vat_id")):
        if party[name]:
            found.tax_registrations.add(TaxRegistration(id=(scheme, party[name])))


def _line(position: int, line: Document) -> LineItem:
    found = LineItem()
    found.document.line_id = str(position)
    if line["detail"]:
        note = IncludedNote()
        note.content = line["detail"]
        found.document.notes.add(note)
    found.product.name = line["title"]
    found.agreement.net.amount = _price(line["net"], line["quantity"])
    found.delivery.billed_quantity = (Decimal(line["quantity"]), _PIECE)
    tax = found.settlement.trade_tax
    tax.type_code = "VAT"
    tax.category_code = _category(line["permille"])
    tax.rate_applicable_percent = _percent(line["permille"])
    found.settlement.monetary_summation.total_amount = _euros(line["net"])
    return found


def _settlement(found: Cii, paper: Document) -> None:
    settlement, totals = found.trade.settlement, paper["totals"]
    settlement.currency_code = paper["currency"]
    means = PaymentMeans()
    means.type_code = _PAYMENT_MEANS.get(paper["payment"], "1")
    settlement.payment_means.add(means)
    for share in paper["vat"]:
        settlement.trade_tax.add(_tax(share))
    terms = PaymentTerms()
    terms.description = PAYMENT[paper["payment"]]
    settlement.terms.add(terms)
    if before := paper["refers_to"]:
        settlement.invoice_referenced_document.issuer_assigned_id = before["number"]
        issued_on = date.fromisoformat(before["issued_on"])
        settlement.invoice_referenced_document.issue_date_time = issued_on
    sums = settlement.monetary_summation
    sums.line_total = _euros(totals["net"])
    sums.tax_basis_total = _euros(totals["net"])
    sums.tax_total = (_euros(totals["tax"]), paper["currency"])
    sums.grand_total = _euros(totals["gross"])
    sums.prepaid_total = _euros(paper["paid"])
    sums.due_amount = _euros(totals["gross"] - paper["paid"])


def _tax(share: Document) -> ApplicableTradeTax:
    found = ApplicableTradeTax()
    found.calculated_amount = _euros(share["tax"])
    found.type_code = "VAT"
    if share["note"]:
        found.exemption_reason = share["note"]
    found.basis_amount = _euros(share["net"])
    found.category_code = share["category"]
    found.rate_applicable_percent = _percent(share["permille"])
    return found


def _category(permille: int) -> str:
    return "S" if permille else "E"


def _percent(permille: int) -> Decimal:
    return Decimal(permille).scaleb(-1)


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _price(net: int, quantity: int) -> Decimal:
    """Net for one piece, fine enough that all pieces together make the line's net again."""
    exact = _euros(net) / quantity
    cents = exact.quantize(Decimal("0.01"))
    return cents if cents == exact else exact.quantize(_FINEST)
