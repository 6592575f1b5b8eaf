"""The funder's report over real cases, shops and sales: right numbers, and nobody's name."""

import asyncio
import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from catalog.store.rows_cases import CaseAppointmentRow, CaseContactRow, CaseRow, CaseStageChangeRow
from catalog.use_cases.keep_offers import keep_offers
from marketkit.clock import new_id
from pypdf import PdfReader

from tests.catalog.conftest import Desk, Market, ok

REPORT = "/api/v1/reports/funder"
NAMES = (
    "Fleischerei Vogel", "Ingo Vogel", "vogel@example.org", "03441 778899", "Berta Beratung",
    "Bäckerei Morgenroth", "Greta Morgenroth", "baeckerei@example.org", "Hofcafé Lindenblüte",
)  # fmt: skip
SUMMER = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


@dataclass
class Cases:
    """Writes cases as the advisors' desk keeps them."""

    market: Market

    async def case(
        self,
        municipality: str,
        *steps: tuple[datetime, str],
        name: str = "",
        cause: str = "by_hand",
    ) -> UUID:
        case_id, last = new_id(), steps[-1]
        values: dict[str, Any] = {
            "name": name or "Fleischerei Vogel", "kind": "food", "place": "Zeitz",
            "postal_code": "06712", "origin": "visit", "occasion": "", "advisor_id": None,
            "advisor_name": "Berta Beratung", "stage_since": last[0], "drop_reason": None,
            "drop_words": "", "dropped_at": None, "next_step": "", "next_step_on": None,
            "shop_id": None, "touched_at": last[0], "erased_at": None, "version": 1,
            "created_at": steps[0][0], "updated_at": last[0],
        }  # fmt: skip
        changes = [
            CaseStageChangeRow(
                id=new_id(), case_id=case_id, at=at, before=before, after=after, cause=cause,
                reason=None, account_id=None, account_name="Berta Beratung",
            )
            for before, (at, after) in zip([None, *(s[1] for s in steps)], steps, strict=False)
        ]  # fmt: skip
        contact = CaseContactRow(
            id=new_id(), case_id=case_id, name="Ingo Vogel", role="Inhaber", phone="03441 778899",
            email="vogel@example.org", preferred="phone",
        )  # fmt: skip
        async with self.market.db.session() as session:
            session.add(CaseRow(id=case_id, municipality=municipality, stage=last[1], **values))
            await session.flush()
            session.add_all([contact, *changes])
        return case_id

    async def workshop(self, case_id: UUID, at: datetime, state: str = "held") -> None:
        values: dict[str, Any] = {
            "title": "Fotos mit dem Telefon", "place": "DZZ", "participants": "Ingo Vogel",
            "created_by": None, "created_by_name": "Berta Beratung", "version": 1,
        }  # fmt: skip
        row = CaseAppointmentRow(
            id=new_id(), case_id=case_id, kind="workshop", starts_at=at, state=state,
            ends_at=at + timedelta(hours=2), created_at=at, updated_at=at, **values,
        )  # fmt: skip
        async with self.market.db.session() as session:
            session.add(row)


@pytest.fixture
def cases(market: Market) -> Cases:
    return Cases(market)


async def report(market: Market, **query: Any) -> dict[str, Any]:
    found: dict[str, Any] = ok(await market.client("operator").get(REPORT, query=query))
    return found


async def a_year(cases: Cases) -> None:
    """Contact, opening, dropping and coming back, over two quarters and two municipalities."""
    day = timedelta(days=1)
    first = await cases.case("Zeitz", (SUMMER, "contact"), (AUTUMN, "live"))
    second = await cases.case(
        "Elsteraue", (SUMMER, "contact"), (SUMMER + day, "live"), (AUTUMN, "dropped"),
        (AUTUMN + day, "live"),
    )  # fmt: skip
    await cases.case("Zeitz", (AUTUMN, "contact"), (AUTUMN + day, "dropped"))
    await cases.case("Kretzschau", (AUTUMN, "contact"), name="Hofcafé Lindenblüte")
    for case_id in (first, second):
        await cases.workshop(case_id, AUTUMN)
    await cases.workshop(first, AUTUMN + day, "cancelled")
    await cases.workshop(first, SUMMER)


def pick(figures: dict[str, Any], *keys: str) -> tuple[Any, ...]:
    return tuple(figures[key] for key in keys)


CASES = ("contacted", "onboarded", "dropped", "workshops")


async def test_cases_count_in_the_quarter_and_place_of_what_happened(
    market: Market, cases: Cases
) -> None:
    await a_year(cases)

    found = await report(market, quarter="2026-Q4")

    by_place = {line["municipality"]: pick(line, *CASES) for line in found["by_municipality"]}
    assert by_place == {
        "Elsteraue": (0, 0, 0, 1),
        "Kretzschau": (1, 0, 0, 0),
        "Zeitz": (1, 1, 1, 1),
    }
    assert pick(found["total"], *CASES) == (2, 1, 1, 1)  # one workshop with two businesses
    assert found["before"]["quarter"] == "2026-Q3"
    assert pick(found["before"]["total"], *CASES) == (2, 1, 0, 1)
    assert found["finished"] is False


async def test_shops_from_before_there_were_cases_were_not_won_now(
    market: Market, cases: Cases
) -> None:
    """Their case begins where they are; only if they close and open again nothing is won either."""
    await cases.case(
        "Zeitz", (AUTUMN, "live"), (AUTUMN + timedelta(days=1), "care"),
        (AUTUMN + timedelta(days=2), "live"), cause="shop_created",
    )  # fmt: skip
    await cases.case("Zeitz", (AUTUMN, "live"), cause="shop_opened")

    found = await report(market, quarter="2026-Q4")
    assert pick(found["total"], "contacted", "onboarded") == (1, 1)


async def test_one_municipality_has_its_own_report(market: Market, cases: Cases) -> None:
    await a_year(cases)

    found = await report(market, quarter="2026-Q4", municipality="Elsteraue")
    empty = await report(market, municipality="Gutenborn")

    assert [line["municipality"] for line in found["by_municipality"]] == ["Elsteraue"]
    assert pick(found["total"], *CASES) == (0, 0, 0, 1)
    assert pick(empty["total"], *CASES) == (0, 0, 0, 0)
    assert {"Zeitz", "Elsteraue", "Kretzschau"} <= set(found["municipalities"])


async def test_a_shop_sells_when_it_has_handed_over(market: Market, desk: Desk) -> None:
    shop = await market.db.pool.fetchval("SELECT id FROM shop")
    for day in ("2026-10-01", "2026-12-31", "2026-07-15"):
        await market.db.pool.execute(
            "INSERT INTO sales_day VALUES ($1::text::date, $2, 4)", day, shop
        )

    found = await report(market, quarter="2026-Q4")
    assert found["total"]["selling"] == found["before"]["total"]["selling"] == 1
    assert (await report(market, quarter="2026-Q2"))["total"]["selling"] == 0


async def test_offers_are_counted_now_and_kept_for_later(
    market: Market, desk: Desk, cases: Cases
) -> None:
    await desk.on_sale()
    await desk.on_sale(title="Altes Brot")
    await desk.product(title="Entwurf")
    await market.db.pool.execute("UPDATE shop SET status = 'live'")
    await market.db.pool.execute(
        "UPDATE product SET availability = 'said', said = 'today', confirmed_at = $1 "
        "WHERE title = 'Altes Brot'",
        market.clock.at - timedelta(days=8),
    )
    offers = ("offers", "fresh_offers")
    now = await report(market)
    assert pick(now["total"], *offers) == (2, 1)
    assert pick(now["before"]["total"], *offers) == (None, None)

    app: Any = market.guest.app
    around = app.state.surroundings
    await asyncio.gather(*(keep_offers(around) for _ in range(3)))
    market.clock.at += timedelta(days=60)

    later = await report(market)
    assert later["quarter"] == "2027-Q1"
    assert pick(later["before"]["total"], *offers) == (2, 1)
    assert await market.db.pool.fetchval("SELECT count(*) FROM offers_day") == 1


async def test_an_empty_quarter_is_a_report_too(market: Market) -> None:
    found = await report(market, quarter="2020-Q1")

    assert found["by_municipality"] == []
    assert found["total"] == {
        "contacted": 0, "onboarded": 0, "selling": 0, "dropped": 0, "workshops": 0,
        "offers": None, "fresh_offers": None,
    }  # fmt: skip
    for ending in ("csv", "pdf"):
        ok_file(await market.client("advisor").get(f"{REPORT}.{ending}?quarter=2020-Q1"))


async def test_the_table_opens_in_a_german_spreadsheet(market: Market, cases: Cases) -> None:
    await a_year(cases)

    answer = await market.client("advisor").get(f"{REPORT}.csv?quarter=2026-Q4")

    assert ok_file(answer).startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-disposition"] == 'attachment; filename="bericht-2026-Q4.csv"'
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Quartal", "Gemeinde", "Betriebe angesprochen", "Läden eröffnet"]
    assert rows[-2][:7] == ["2026-Q4", "Zeitz", "1", "1", "0", "1", "1"]
    assert rows[-1][:3] == ["2026-Q4", "Summe", "2"]
    assert {row[0] for row in rows[1:]} == {"2026-Q3", "2026-Q4"}


async def test_the_paper_is_accessible_and_says_the_same(market: Market, cases: Cases) -> None:
    await a_year(cases)

    answer = await market.client("advisor").get(f"{REPORT}.pdf?quarter=2026-Q4")

    paper = PdfReader(io.BytesIO(ok_file(answer)))
    catalogue: Any = paper.trailer["/Root"]
    text = " ".join(page.extract_text() for page in paper.pages)
    assert answer.headers["content-type"] == "application/pdf"
    assert catalogue["/MarkInfo"]["/Marked"].value
    assert catalogue["/Lang"] == "de"
    assert paper.metadata is not None
    assert paper.metadata.title == "Bericht 4. Quartal 2026"
    for words in ("3. Quartal 2026", "Betriebe angesprochen", "Kretzschau", "vorläufig"):
        assert words in text


async def test_there_is_nobody_in_it(market: Market, cases: Cases, desk: Desk) -> None:
    """Cases full of names, a shop with its owner, an order handed over: none of it comes out."""
    await a_year(cases)
    await desk.on_sale()
    await market.db.pool.execute("UPDATE shop SET status = 'live'")
    shop = await market.db.pool.fetchrow("SELECT id, slug FROM shop")
    assert shop
    await market.db.pool.execute("INSERT INTO sales_day VALUES ('2026-11-19', $1, 1)", shop["id"])

    client = market.client("advisor", name="Berta Beratung")
    data = (await client.get(REPORT)).text
    table = (await client.get(f"{REPORT}.csv")).text
    paper = PdfReader(io.BytesIO((await client.get(f"{REPORT}.pdf")).body))
    printed = " ".join(page.extract_text() for page in paper.pages) + str(paper.metadata)

    for said in (data, table, printed):
        assert "Zeitz" in said
        for name in (*NAMES, str(shop["id"]), shop["slug"]):
            assert name not in said


@pytest.mark.parametrize(
    ("query", "field"),
    [({"quarter": "2026-Q5"}, "quarter"), ({"municipality": "Berlin"}, "municipality")],
)
async def test_what_there_is_not_is_named(
    market: Market, query: dict[str, str], field: str
) -> None:
    for path in (REPORT, f"{REPORT}.csv", f"{REPORT}.pdf"):
        answer = await market.client("advisor").get(path, query=query)
        assert answer.status == 422
        assert answer.json()["errors"][0]["field"] == field


async def test_only_advisors_and_operators_read_it(market: Market) -> None:
    for path in (REPORT, f"{REPORT}.csv", f"{REPORT}.pdf"):
        for role, status in {"advisor": 200, "operator": 200, "resident": 403}.items():
            assert (await market.client(role).get(path)).status == status, role
        assert (await market.guest.get(path)).status == 401


def ok_file(answer: Any) -> bytes:
    assert answer.status == 200, answer.body[:500]
    assert "no-store" in answer.headers["cache-control"]
    content: bytes = answer.body
    return content
