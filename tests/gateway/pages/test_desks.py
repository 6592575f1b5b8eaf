"""The operator's desk."""

from pathlib import Path

from gateway.presenters.operator_menu import GROUPS
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.goods import an_id
from tests.gateway.pages.house import Browser, Outline, a_dead_letter, state_of

A_MAIL = (
    "From: markt@example.org\r\nTo: anna@example.org\r\nSubject: Bestellung <1>\r\n"
    "Date: Fri, 20 Nov 2026 12:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "Guten Tag <b>Anna</b>\r\n"
)


async def test_stuck_messages_are_shown_as_text_and_replayed(
    app: ASGIApp, operator: Browser
) -> None:
    bus = state_of(app).bus
    bus.parked = [a_dead_letter()]

    shown = await operator.get("/betrieb/fehler")
    form = {"queue": "search.catalog", "id": an_id("dead")}
    answer = await operator.post("/betrieb/fehler/wiederholen", form)

    assert "&lt;script&gt;" in shown.text
    assert "läuft noch einmal" in answer.text
    assert bus.replayed == [("search.catalog", [a_dead_letter().message.id])]


async def test_an_unknown_queue_is_not_replayed(app: ASGIApp, operator: Browser) -> None:
    form = {"queue": "andere", "id": an_id("dead")}

    await operator.post("/betrieb/fehler/wiederholen", form)

    assert state_of(app).bus.replayed == []


async def test_the_overview_names_what_is_down(market: FakeMarket, operator: Browser) -> None:
    market.down = {"search"}

    page = Outline((await operator.get("/betrieb")).text)

    assert page.text.count("antwortet nicht") == 1
    assert "unbekannt" in page.text


async def test_the_mailbox_shows_mails_as_text(
    app: ASGIApp, operator: Browser, tmp_path: Path
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1732100000.1").write_bytes(A_MAIL.encode())
    state_of(app).settings.mail_folder = tmp_path

    box = Outline((await operator.get("/betrieb/postfach")).text)
    link = next(a["href"] for a in box.all("a") if a["href"].startswith("/betrieb/postfach/"))
    mail = await operator.get(link)

    assert "Bestellung <1>" in box.text
    assert "Guten Tag &lt;b&gt;Anna" in mail.text
    assert (await operator.get("/betrieb/postfach/..%2F..%2Fetc")).status == 404


async def test_every_page_of_the_operator_is_in_one_group(operator: Browser) -> None:
    paths = [path for entries in GROUPS.values() for _, path in entries]

    assert len(paths) == len(set(paths))
    for name, entries in GROUPS.items():
        for _, path in entries:
            page = Outline((await operator.get(f"/betrieb{path}")).text)
            above = page.all("a", href=f"/betrieb{entries[0][1]}")
            assert above[0].get("aria-current") in {"page", "true"}, (name, path)
            assert page.all("a", href=f"/betrieb{path}", **{"aria-current": "page"}), path


async def test_the_overview_counts_what_waits(
    app: ASGIApp, market: FakeMarket, operator: Browser
) -> None:
    state_of(app).bus.parked = [a_dead_letter()]

    page = Outline((await operator.get("/betrieb")).text)
    market.down = {"orders"}
    half = Outline((await operator.get("/betrieb")).text)

    assert "1 Liegengebliebene Nachrichten" in page.text
    assert "Das lässt sich gerade nicht sagen" not in page.text
    assert "Das lässt sich gerade nicht sagen: Unbeantwortet" in half.text


async def test_the_overview_does_not_say_more_than_was_counted(
    market: FakeMarket, operator: Browser
) -> None:
    market.finding = {"total": 1000, "total_is_exact": False}

    page = Outline((await operator.get("/betrieb")).text)

    assert "Waren in der Suche 1000+" in page.text
