"""What a producer reads when a selling round has closed."""

from marketkit.mail import Written
from orders.mail import MailConfig
from orders.mail.writer import OrderMailWriter
from orders.store.mails import DueMail
from orders.use_cases.close_rounds import close_due

from tests.orders.market import Market
from tests.orders.rounding import a_round, planned, sells_in_rounds
from tests.orders.ruling import at, cart_with, check_out
from tests.support.asgi import AsgiClient


async def _letters(market: Market, config: MailConfig) -> dict[str, Written]:
    """By who gets them."""
    at(market, "2026-11-20 20:01")
    while await close_due(market.context):
        pass
    rows = await market.database.pool.fetch("SELECT * FROM mail WHERE kind = 'round_list'")
    writer = OrderMailWriter(market.database, config, market.clock)
    return {row["to_address"]: await writer.write(DueMail.read(row)) for row in rows}


async def test_everything_together_then_bag_by_bag(
    client: AsgiClient, market: Market, config: MailConfig
) -> None:
    at(market, "2026-11-20 07:00")
    farm = await market.shop("apfelhof", email="hof@example.org")
    quiet = await market.shop("imker", email="imker@example.org")
    await sells_in_rounds(client, farm, quiet)
    found = await planned(client, a_round(farm, quiet))
    at(market, "2026-11-20 10:00")
    apples = await market.offer(farm)
    for key, start in (("a", "2026-11-27 16:00"), ("b", "2026-11-28 09:00")):
        cart = await cart_with(client, apples, quantity=2)
        await check_out(client, cart, farm, start, key)

    letters = await _letters(market, config)

    letter = letters["hof@example.org"]
    text = " ".join(letter.text.split())
    assert letter.subject == "„Freitagsrunde“ ist zu: deine Liste"
    for part in (
        "Das ist deine Liste aus 2 Bestellungen",
        "4 \N{MULTIPLICATION SIGN} Roggenbrot",
        "Dorfgemeinschaftshaus Kayna, Freitag, 27. November zwischen 16:00 und 18:00 Uhr",
        "Michaeliskirche, Sonnabend, 28. November zwischen 09:00 und 10:30 Uhr",
        "Anna Beispiel: 2 \N{MULTIPLICATION SIGN} Roggenbrot",
        f"https://markt.example.org/theke/apfelhof/runden/{found['id']}",
    ):
        assert part in text.replace("\xa0", " "), part
    assert "Du musst nichts bringen" in letters["imker@example.org"].text
