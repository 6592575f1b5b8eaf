"""What is past its time goes at night, once, and is logged; what the law keeps stays."""

from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import pytest
from marketkit.clock import HERE, new_id
from orders.domain.retention import JOBS, Action, Rule
from orders.region.retention import load_retention
from orders.store.retention import STATEMENTS
from orders.use_cases import keep_retention as job
from orders.use_cases.forget_account import forget_ended

from tests.orders.market import REGION, Market
from tests.orders.ordering import order
from tests.orders.papers.desk import Desk
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
LONG_AGO = datetime(2019, 12, 31, 12, 0, tzinfo=UTC)


def _rule(key: str) -> Rule:
    found = load_retention(REGION).rule(key)
    assert found
    return found


def test_every_job_of_the_region_is_one_the_program_can_do() -> None:
    assert {rule.key for rule in load_retention(REGION).jobs} == JOBS == set(STATEMENTS)


def test_years_are_whole_on_the_regions_calendar() -> None:
    letters = _rule("mails")
    last, first = datetime(2020, 12, 31, 22, 59, tzinfo=UTC), datetime(2020, 12, 31, 23, tzinfo=UTC)
    new_year = datetime(2027, 1, 1, 0, 0, tzinfo=HERE)

    assert letters.until(last) == date(2026, 12, 31)
    assert letters.until(first) == date(2027, 12, 31)
    assert last < letters.cutoff(new_year) <= first
    assert last >= letters.cutoff(datetime(2026, 12, 31, 23, 59, tzinfo=HERE))


@pytest.mark.parametrize(
    "wrong",
    ["years: 0", "days: 30\n    years: 2", "weeks: 3", "action: keep\n    years: 3", ""],
)
def test_a_matrix_that_makes_no_sense_stops_the_program(tmp_path: Any, wrong: str) -> None:
    action = "" if "action" in wrong else "    action: delete\n"
    (tmp_path / "retention.yaml").write_text(
        f"source: x\nrules:\n  - key: mails\n{action}    what: {{de: a, en: a}}\n"
        f"    why: {{de: a, en: a}}\n    source: x\n    {wrong}\n"
    )
    with pytest.raises(ValueError, match="validation error"):
        load_retention(tmp_path)


async def _night(market: Market) -> int:
    """All batches; how many it took."""
    rounds = 1
    while await job.keep_retention(market.context):
        rounds += 1
    return rounds


async def _count(market: Market, table: str) -> int:
    return int(await market.database.pool.fetchval(f'SELECT count(*) FROM "{table}"'))


async def _affected(market: Market) -> dict[str, int]:
    rows = await market.database.pool.fetch("SELECT rule, affected FROM retention_log WHERE done")
    return {row["rule"]: row["affected"] for row in rows}


async def test_old_carts_go_in_batches_and_once_a_night(
    client: AsgiClient, market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "BATCH", 2)
    for _ in range(4):
        await client.post("/api/v1/carts")
    pool = market.database.pool
    await pool.execute("UPDATE cart SET updated_at = $1", datetime(2026, 10, 20, tzinfo=UTC))
    kept = (await client.post("/api/v1/carts")).json()["id"]
    await pool.execute("UPDATE cart SET updated_at = $1 WHERE id::text = $2", NOW, kept)

    assert await _night(market) == 3
    assert await _count(market, "cart") == 1
    assert await _affected(market) == {key: 4 if key == "carts" else 0 for key in JOBS}

    await pool.execute("UPDATE cart SET updated_at = $1", datetime(2026, 1, 1, tzinfo=UTC))
    assert await _night(market) == 1
    assert await _count(market, "cart") == 1, "this night's run is over"
    market.clock.at = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
    await _night(market)
    assert await _count(market, "cart") == 1, "half past one in Berlin"
    market.clock.at = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    await _night(market)
    assert await _count(market, "cart") == 0


async def test_a_guest_is_forgotten_in_two_steps_and_the_invoice_stays(
    client: AsgiClient, desk: Desk
) -> None:
    market, pool = desk.market, desk.market.database.pool
    shop = await desk.shop()
    bread = await market.offer(shop)
    await desk.sold(shop, (bread, 1), note="Bitte klingeln")
    running = await order(client, (shop, bread, 1), key="running")
    await desk.tell_handed_over()
    await pool.execute("""UPDATE "order" SET created_at = '2022-12-31 22:59+00'""")

    await _night(market)
    rows = await pool.fetch('SELECT id, contact_name, contact_email, note FROM "order"')
    seen = {row["id"] == running.id: tuple(row)[1:] for row in rows}
    assert seen == {
        True: ("Anna Beispiel", "anna@example.org", ""),
        False: ("Anna Beispiel", None, ""),
    }

    await pool.execute("""UPDATE "order" SET created_at = $1""", LONG_AGO)
    market.clock.at = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    await _night(market)
    await forget_ended(market.context)
    rows = await pool.fetch('SELECT id, contact_name FROM "order"')
    assert {row["id"] == running.id: row["contact_name"] for row in rows} == {
        True: "Anna Beispiel", False: ""}  # fmt: skip
    (paper,) = await desk.papers()
    assert paper["document"]["buyer"]["name"] == "Anna Beispiel"


async def test_no_rule_touches_an_invoice_and_the_database_would_refuse(desk: Desk) -> None:
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    await desk.sold(shop, (bread, 1))
    await desk.tell_handed_over()
    assert _rule("invoices").action is Action.KEEP
    assert not any("invoice" in statement for statement in STATEMENTS.values())
    with pytest.raises(asyncpg.RaiseError):
        await desk.market.database.pool.execute("DELETE FROM invoice")


async def _declared(market: Market, at: datetime) -> Any:
    found = new_id()
    await market.database.pool.execute(
        """
        INSERT INTO withdrawal (id, number, declared_at, idempotency_key, request_hash, name,
            contract, statement, receipt_to, language, token_hash)
        VALUES ($1, $2, $3, $2, '', 'Anna', 'Brot', 'Ich widerrufe', 'a@example.org', 'de', '')
        """,
        found, str(found), at,
    )  # fmt: skip
    return found


async def test_a_withdrawal_stands_for_six_whole_years(market: Market) -> None:
    old = await _declared(market, LONG_AGO)
    young = await _declared(market, datetime(2020, 1, 1, 12, 0, tzinfo=UTC))
    pool = market.database.pool

    await _night(market)

    rows = await pool.fetch("SELECT id, name, statement FROM withdrawal")
    assert {row["id"]: (row["name"], row["statement"]) for row in rows} == {
        old: ("", ""), young: ("Anna", "Ich widerrufe")}  # fmt: skip
    blank = "UPDATE withdrawal SET name = '', contract = '', statement = '', receipt_to = ''"
    with pytest.raises(asyncpg.RaiseError):
        await pool.execute(f"{blank} WHERE id = $1", young)
    with pytest.raises(asyncpg.RaiseError):
        await pool.execute("UPDATE withdrawal SET number = 'x' WHERE id = $1", old)
    with pytest.raises(asyncpg.RaiseError):
        await pool.execute("DELETE FROM withdrawal WHERE id = $1", old)


async def test_letters_and_news_go_when_they_are_done(market: Market) -> None:
    pool = market.database.pool
    mail = """
        INSERT INTO mail (id, kind, to_address, subject, text, html, dedupe_key, created_at,
            available_at, attempts, sent_at)
        VALUES ($1, 'x', '', '', '', '', $2, $3, $3, 0, $4)
    """
    await pool.execute(mail, new_id(), "sent", LONG_AGO, LONG_AGO)
    await pool.execute(mail, new_id(), "waits", LONG_AGO, None)
    news = """
        INSERT INTO stripe_event (id, type, payload, received_at, attempts, available_at,
            processed_at) VALUES ($1, 'x', '{}', $2, 0, $2, $3)
    """
    await pool.execute(news, "done", LONG_AGO, LONG_AGO)
    await pool.execute(news, "waits", LONG_AGO, None)

    await _night(market)

    assert await pool.fetchval("SELECT array_agg(dedupe_key) FROM mail") == ["waits"]
    assert await pool.fetchval("SELECT array_agg(id) FROM stripe_event") == ["waits"]


async def test_the_operator_reads_rules_and_log(client: AsgiClient, market: Market) -> None:
    await _night(market)
    operator = client.as_(a_token("operator", account_id=new_id()))

    first = (await operator.get("/api/v1/operations/retention?limit=5")).json()
    rest = (
        await operator.get(f"/api/v1/operations/retention?limit=5&cursor={first['next']}")
    ).json()

    assert {item["rule"] for item in first["items"] + rest["items"]} == JOBS
    assert rest["next"] is None
    letters = next(rule for rule in first["rules"] if rule["key"] == "mails")
    assert letters["before"] == "2020-01-01T00:00:00+01:00"
    assert letters["source"] == "§ 147 Abs. 1 Nr. 2, 3 AO, § 257 HGB"
    resident = client.as_(a_token("resident", account_id=new_id()))
    assert (await resident.get("/api/v1/operations/retention")).status == 403
    assert (await client.get("/api/v1/operations/retention")).status == 401
    assert (await operator.get("/api/v1/operations/retention?cursor=x")).status == 422


async def test_a_person_reads_what_stays_before_they_leave(client: AsgiClient, desk: Desk) -> None:
    me = client.as_(a_token("resident", account_id=new_id()))
    assert (await me.get("/api/v1/my/retention")).json() == {"orders": 0, "running": 0, "kept": []}
    shop = await desk.shop()
    bread = await desk.market.offer(shop)
    await Desk(desk.market, me).sold(shop, (bread, 1))
    await order(me, (shop, bread, 1), key="running")
    await desk.tell_handed_over()

    said = (await me.get("/api/v1/my/retention")).json()

    assert (said["orders"], said["running"]) == (2, 1)
    assert [(each["key"], each["count"], each["until"]) for each in said["kept"]] == [
        ("invoices", 1, "2034-12-31"),
        ("books", 2, "2036-12-31"),
    ]
    assert (await client.get("/api/v1/my/retention")).status == 401
