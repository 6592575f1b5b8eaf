"""One shop's contract as a document: the same for the page that shows it and for the paper.

It is made of what was frozen when the order was placed and of texts that never change, so it can
be made again at any time, bit by bit; nothing of it is stored twice.
"""

from collections.abc import Mapping
from typing import Any, Final

from marketkit import pdf
from orders.domain.legal_text import LegalText, sections
from orders.domain.order_view import OrderView, ShopOrderView
from orders.domain.shown import Document
from orders.domain.terms import EDITION
from orders.files.contract_lines import line_of
from orders.files.contract_words import ContractWords, template_of, words_of

_FOR_CONSUMERS: Final = ("withdrawal", "terms", "imprint")
_FOR_BUSINESSES: Final = ("terms", "imprint")


async def as_pdf(order: OrderView, part: ShopOrderView, texts: Mapping[str, LegalText]) -> bytes:
    """The paper (PDF/UA-1), dated on the moment of the order. Raises marketkit.pdf.PdfError."""
    document = contract_document(order, part, texts)
    return await pdf.render(template_of(document["edition"]), document, made_at=order.created_at)


def file_name(part: ShopOrderView) -> str:
    return f"vertrag-{part.number.lower()}.pdf"


def contract_document(
    order: OrderView, part: ShopOrderView, texts: Mapping[str, LegalText]
) -> Document:
    """`texts` are those the contract was made on, by digest; of a missing one its name is said."""
    terms = part.terms or {}
    edition = terms.get("edition", EDITION)
    words = words_of(edition, order.language)
    said, business = words.texts, order.buyer is not None
    return {
        "edition": edition,
        "language": order.language,
        "title": said["title"].format(number=part.number, shop=part.shop["name"]),
        "number": part.number,
        "shop_order_id": part.id,
        "shop": {"name": part.shop["name"], "slug": part.shop["slug"]},
        "intro": said["intro_business" if business else "intro"],
        "headings": said["headings"],
        "seller": _seller(part, words),
        "buyer": _buyer(order, words),
        "facts": _facts(order, part, words),
        "lines": [
            line_of(line, rate, terms.get("tax_mode", "standard"), words, business=business)
            for line, rate in zip(part.lines, part.vat or (None,) * len(part.lines), strict=True)
        ],
        "sums": sums(part, words),
        "tax": said["taxes"].get(terms.get("tax_mode"), said["taxes"]["standard"]),
        "sections": _sections(terms, texts, words, business=business),
    }


def _seller(part: ShopOrderView, words: ContractWords) -> list[str]:
    shop, labels = part.shop, words.labels
    known: Mapping[str, str] = shop.get("imprint") or {}
    phone, vat_id, behind = shop.get("phone"), known.get("vat_id"), known.get("representative")
    rows = [
        shop["name"],
        legal_name(known),
        labels["represented_by"].format(name=behind) if behind else "",
        shop.get("street"),
        " ".join(filter(None, (shop.get("postal_code"), shop.get("place")))),
        labels["phone"].format(phone=phone) if phone else "",
        shop.get("email"),
        known.get("register_entry"),
        labels["vat_id"].format(id=vat_id) if vat_id else "",
    ]
    return [row for row in dict.fromkeys(rows) if row]


def legal_name(imprint: Mapping[str, str]) -> str:
    """With the legal form, which many name as part of their name already."""
    name, form = imprint.get("legal_name") or "", imprint.get("legal_form") or ""
    return name if name.endswith(form) else f"{name} {form}".strip()


def _buyer(order: OrderView, words: ContractWords) -> list[str]:
    contact, company, labels = order.contact, order.buyer or {}, words.labels
    place = " ".join(filter(None, (company.get("postal_code"), company.get("place"))))
    rows = [
        company.get("company"),
        contact.name,
        company.get("street"),
        place,
        labels["vat_id"].format(id=company["vat_id"]) if company.get("vat_id") else "",
        labels["reference"].format(**company) if company.get("reference") else "",
        labels["invoice_to"].format(**company) if company.get("email") else "",
        contact.email,
        labels["phone"].format(phone=contact.phone) if contact.phone else "",
    ]
    return [row for row in rows if row]


def _facts(order: OrderView, part: ShopOrderView, words: ContractWords) -> list[list[str]]:
    labels, wishes = words.labels, order.wishes or {}
    helper = wishes.get("on_behalf")
    age = wishes.get("age_confirmed") if part.age else None
    rows = [
        (labels["number"], part.number),
        (
            labels["made"],
            words.moment(order.created_at),
        ),
        *how_and_when(part, words),
        (labels["payment"], _payment(order, part, words)),
        (labels["note"], order.note),
        (labels["age"], labels["age_words"].format(age=age) if age else ""),
        (
            labels["placed_by"],
            labels[f"placed_by_{helper['role']}"].format(**helper) if helper else "",
        ),
    ]
    return [[name, value] for name, value in rows if value]


def how_and_when(part: ShopOrderView, words: ContractWords) -> list[tuple[str, str]]:
    """Collected or brought, when, and where."""
    labels, way = words.labels, (part.fulfilment or {}).get("way", "shop")
    return [
        (labels[f"way_{way}"], words.slot(part.slot_start, part.slot_end)),
        (labels["where"], _where(part, way)),
        (labels["hint"], _hint(part, way)),
    ]


def _payment(order: OrderView, part: ShopOrderView, words: ContractWords) -> str:
    how = order.method
    if how == "pickup":
        way = (part.fulfilment or {}).get("way", "shop")
        how = way if way != "shop" else "handover" if beside_the_shop(part) else how
    return words.labels[f"payment_{how}"]


def beside_the_shop(part: ShopOrderView) -> str:
    """Where the shop itself hands it over, when that is not its own door: a stall, or on site."""
    fulfilment = part.fulfilment or {}
    return str(fulfilment.get("hint") or "") if fulfilment.get("way", "shop") == "shop" else ""


def _where(part: ShopOrderView, way: str) -> str:
    """The door it is brought to, or the place as the buyer saw it."""
    if place_said := beside_the_shop(part):
        return place_said
    fulfilment = part.fulfilment or {}
    place = fulfilment.get("address") if way == "delivery" else None
    if place is None:
        place = part.shop if way == "shop" else fulfilment
    town = " ".join(filter(None, (place.get("postal_code"), place.get("place"))))
    return ", ".join(filter(None, (place.get("name"), place.get("street"), town)))


def _hint(part: ShopOrderView, way: str) -> str:
    fulfilment = part.fulfilment or {}
    if way == "delivery":
        return str((fulfilment.get("address") or {}).get("note") or "")
    if way == "shop":
        return "" if beside_the_shop(part) else str(part.shop.get("pickup_note") or "")
    return str(fulfilment.get("hint") or "")


def sums(part: ShopOrderView, words: ContractWords) -> list[list[str]]:
    """What it costs; of weighed goods that is the most it can cost."""
    labels, money = words.labels, words.money
    weighed = any(line.get("weighed") for line in part.lines)
    parts = [
        (labels["goods"], part.subtotal),
        (labels["deposit"], part.deposit_total),
        (labels["fee"], part.fee),
    ]
    shown = [[name, money(cents)] for name, cents in parts if cents]
    whole = [labels["sum_most" if weighed else "sum"], money(part.total)]
    return [*shown, whole] if len(shown) > 1 else [whole]


def _sections(
    terms: Mapping[str, Any],
    texts: Mapping[str, LegalText],
    words: ContractWords,
    *,
    business: bool,
) -> list[Document]:
    own = words.texts["sections"]
    kinds = _FOR_BUSINESSES if business else _FOR_CONSUMERS
    refs = {ref["kind"]: ref for ref in terms.get("texts", ())}
    return [
        _own(own["parties"]),
        _own(own["business" if business else "guarantee"]),
        *(_text(refs[kind], texts, words) for kind in kinds if kind in refs),
    ]


def _own(said: Mapping[str, Any]) -> Document:
    return {
        "title": said["title"],
        "parts": [{"heading": "", "paragraphs": list(said["paragraphs"])}],
    }


def _text(ref: Mapping[str, Any], texts: Mapping[str, LegalText], words: ContractWords) -> Document:
    """The shop's own words, or, until they have arrived, which words they are."""
    text = texts.get(ref["digest"])
    if text is None:
        date = str(ref["valid_from"])[:10]
        said = words.texts["missing"].format(
            version=ref["version"], date=date, digest=ref["digest"]
        )
        return _own({"title": words.texts["kinds"][ref["kind"]], "paragraphs": [said]})
    return {
        "title": text.title,
        "parts": [
            {"heading": each.heading, "paragraphs": list(each.paragraphs)}
            for each in sections(text.text)
        ],
    }
