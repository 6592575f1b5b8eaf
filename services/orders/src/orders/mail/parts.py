"""One shop's share in a letter: as a receipt, as what to collect, as work for the shop."""

from collections.abc import Mapping
from typing import Any

from orders.domain.order_view import OrderView, ShopOrderView
from orders.files import contract
from orders.files.contract_lines import line_of
from orders.files.contract_words import words_of
from orders.mail import ways
from orders.mail.letter import Line, Part
from orders.mail.phrases import money
from orders.mail.wording import Wording
from orders.store.mails import MailBackground


def receipt(
    order: OrderView,
    part: ShopOrderView,
    background: MailBackground,
    wording: Wording,
    payment: str,
) -> Part:
    """Who sold what for how much, and how it reaches the buyer (§ 312f BGB, Art. 246a EGBGB).

    In the words of the contract, which goes along as a paper.
    """
    terms, labels = part.terms or {}, wording.labels
    words = words_of(terms.get("edition", ""), wording.language)
    facts = [
        (labels["number"], part.number),
        *((name, value) for name, value in contract.how_and_when(part, words)),
        # Until it is paid there is nothing to collect, hence no code.
        (_code_word(part, wording), part.pickup_code if part.opened else ""),
        (labels["payment"], payment),
    ]
    tax_mode = str(terms.get("tax_mode", "standard"))
    rates = part.vat or (None,) * len(part.lines)
    lines = [
        line_of(line, rate, tax_mode, words, business=order.buyer is not None)
        for line, rate in zip(part.lines, rates, strict=True)
    ]
    return Part(
        shop=str(part.shop["name"]),
        facts=tuple(fact for fact in facts if fact[1]),
        lines=tuple(
            Line(line["quantity"], line["title"], line["total"], tuple(line["notes"]))
            for line in lines
        ),
        sums=tuple((name, value) for name, value in contract.sums(part, words)),
        seller=(labels["seller"], *seller(part, background, wording)),
    )


def pickup(part: ShopOrderView, wording: Wording) -> Part:
    return Part(shop=str(part.shop["name"]), facts=tuple(_pickup_facts(part, wording)))


def for_shop(part: ShopOrderView, order: OrderView, wording: Wording, *, payment: str) -> Part:
    """What to prepare, for whom. No pickup code: the shop asks for it."""
    labels = wording.labels
    facts = [
        (labels["number"], part.number),
        *ways.for_shop(part, wording),
        (labels["customer"], order.contact.name),
        (labels["phone"], order.contact.phone or ""),
        (labels["company"], (order.buyer or {}).get("company", "")),
        (labels["note"], order.note),
        (labels["age_check"], labels["age_from"].format(age=part.age) if part.age else ""),
        (labels["payment"], payment),
    ]
    return Part(
        shop=str(part.shop["name"]),
        facts=tuple(fact for fact in facts if fact[1]),
        lines=_lines(part, wording),
        sums=_sums(part, wording),
    )


def seller(part: ShopOrderView, background: MailBackground, wording: Wording) -> tuple[str, ...]:
    """Name, address and how to reach them; as it stood when the order was placed."""
    shop = part.shop
    # Orders from before it was kept with them name who stands behind the shop now.
    imprint = shop.get("imprint") or background.imprints.get(str(part.shop_id), {})
    rows = [
        contract.legal_name({**imprint, "legal_name": imprint.get("legal_name") or shop["name"]}),
        _format(wording.labels["represented_by"], "name", imprint.get("representative")),
        str(shop.get("street") or ""),
        " ".join(filter(None, (shop.get("postal_code"), shop.get("place")))),
        _format(f"{wording.labels['phone']} {{phone}}", "phone", shop.get("phone")),
        str(shop.get("email") or ""),
        _format(wording.labels["vat_id"], "id", imprint.get("vat_id")),
    ]
    return tuple(row for row in rows if row)


def _format(text: str, name: str, value: str | None) -> str:
    return text.format(**{name: value}) if value else ""


def _pickup_facts(part: ShopOrderView, wording: Wording) -> list[tuple[str, str]]:
    labels = wording.labels
    facts = [
        (labels["number"], part.number),
        *ways.where(part, wording),
        # Until it is paid there is nothing to collect, hence no code.
        (_code_word(part, wording), part.pickup_code if part.opened else ""),
    ]
    return [fact for fact in facts if fact[1]]


def _code_word(part: ShopOrderView, wording: Wording) -> str:
    is_brought = (part.fulfilment or {}).get("way") == "delivery"
    return wording.labels["code_at_door" if is_brought else "code"]


def _lines(part: ShopOrderView, wording: Wording) -> tuple[Line, ...]:
    return tuple(
        Line(
            quantity=line["quantity"],
            title=", ".join(filter(None, (line["title"], line.get("label")))),
            total=money(line["line_total"]["amount"], wording),
            notes=tuple(_notes(line, wording)),
        )
        for line in part.lines
    )


def _notes(line: Mapping[str, Any], wording: Wording) -> list[str]:
    notes = []
    if unit := line.get("unit_price"):
        notes.append(f"{money(unit['amount'], wording)} / {unit['per']}")
    if deposit := line.get("deposit_total"):
        amount = money(deposit["amount"], wording)
        notes.append(wording.labels["deposit_each"].format(amount=amount))
    return notes


def _sums(part: ShopOrderView, wording: Wording) -> tuple[tuple[str, str], ...]:
    labels = wording.labels
    whole = (labels["sum"], money(part.total, wording))
    if not part.deposit_total:
        return (whole,)
    return (
        (labels["goods"], money(part.subtotal, wording)),
        (labels["deposit"], money(part.deposit_total, wording)),
        whole,
    )
