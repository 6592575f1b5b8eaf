"""The letter to a producer when a selling round has closed: what to bring where, and for whom."""

from collections.abc import Sequence

from marketkit.mail import Section

from orders.domain.round_list import Bundle, Stop, summed
from orders.domain.rounds import SellingRound
from orders.mail.letter import OrderLetter
from orders.mail.phrases import slot
from orders.mail.wording import Wording

_TIMES = "\N{MULTIPLICATION SIGN}"


def compose_round_list(
    closed: SellingRound,
    shop: str,
    stops: Sequence[Stop],
    wording: Wording,
    link: str,
    sender_name: str,
) -> OrderLetter:
    texts, labels = wording.mails["round_list"], wording.labels
    bundles = [bundle for stop in stops for bundle in stop.bundles]
    words = {"round": closed.name, "orders": len(bundles)}
    paragraphs = texts["paragraphs" if bundles else "nobody"]
    return OrderLetter(
        subject=texts["subject"].format(**words),
        greeting=labels["greeting_shop"].format(name=shop),
        paragraphs=tuple(text.format(**words) for text in paragraphs),
        link=(texts["link"], link),
        sections=_sections(stops, bundles, texts["all"], wording) if bundles else (),
        closing=(labels["closing"], sender_name),
    )


def _sections(
    stops: Sequence[Stop], bundles: Sequence[Bundle], title: str, wording: Wording
) -> tuple[Section, ...]:
    """Everything together first, then place by place what each buyer gets."""
    together = Section(title, tuple(_goods(each) for each in summed(bundles)))
    return (together, *(_stop(stop, wording) for stop in stops))


def _stop(stop: Stop, wording: Wording) -> Section:
    heading = ", ".join(filter(None, (stop.name, slot(stop.start, stop.end, wording))))
    return Section(heading, tuple(_bundle(each) for each in stop.bundles))


def _bundle(bundle: Bundle) -> str:
    goods = "; ".join(_goods(each) for each in bundle.goods)
    return f"{bundle.number}, {bundle.name}: {goods}"


def _goods(each: tuple[int, str]) -> str:
    return f"{each[0]} {_TIMES} {each[1]}"
