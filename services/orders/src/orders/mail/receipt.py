"""What a receipt says beside its goods: whom the contract is with, guarantee and withdrawal."""

from marketkit.mail import Section

from orders.domain.order_view import OrderView
from orders.files.contract_words import words_of
from orders.mail import parts
from orders.mail.wording import Wording
from orders.store.mails import MailBackground


def sections(order: OrderView, background: MailBackground, wording: Wording) -> tuple[Section, ...]:
    """A business has no consumers' rights to be told about."""
    labels, own = wording.labels, words_of("", wording.language).texts["sections"]
    helper = (order.wishes or {}).get("on_behalf")
    told = [labels["vat_hint"], labels["contract"]]
    if helper:
        told.insert(0, labels[f"placed_by_{helper['role']}"].format(**helper))
    first = Section(labels["contract_title"], tuple(told))
    if order.buyer is not None:
        return (first, _said(own["business"]))
    return (first, _said(own["guarantee"]), *_withdrawal(order, background, wording))


def _withdrawal(
    order: OrderView, background: MailBackground, wording: Wording
) -> tuple[Section, ...]:
    """The notice with the model form, for the shops together; each one's own words are enclosed."""
    notice = wording.withdrawal
    sellers = (", ".join(parts.seller(part, background, wording)) for part in order.shop_orders)
    words = {"number": order.number, "sellers": "; ".join(sellers)}
    return (
        Section(notice["title"], tuple(text.format(**words) for text in notice["paragraphs"])),
        Section(notice["form_title"], tuple(text.format(**words) for text in notice["form"])),
    )


def _said(section: dict[str, list[str]]) -> Section:
    return Section(str(section["title"]), tuple(section["paragraphs"]))
