"""Legal texts over HTTP: one version for each change, for ever."""

import asyncio
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from catalog.http.legal_shapes import LegalTextShape, LegalVersionShape, PlatformTermsShape
from catalog.http.shapes import ListOf
from catalog.use_cases.renew_texts import renew_texts
from marketkit.contracts import ShopChanged

from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.opening import surroundings_of

OWN = "Diese Bedingungen hat eine Anwältin geschrieben. " * 10


async def test_a_new_shop_has_all_three(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"

    listed = ok(await desk.advisor.get(f"{path}/legal"))
    imprint = ok(await desk.advisor.get(f"{path}/legal/imprint"))

    ListOf[LegalVersionShape].model_validate(listed)
    LegalTextShape.model_validate(imprint)
    assert sorted(one["kind"] for one in listed["items"]) == ["imprint", "terms", "withdrawal"]
    assert (imprint["version"], imprint["current_version"]) == (1, 1)
    assert "Greta Morgenroth" in imprint["text"]


async def test_a_change_makes_a_version_and_leaves_the_old_one(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    before = ok(await desk.advisor.get(f"{path}/legal/imprint"))

    for _ in range(2):
        ok(await desk.advisor.patch(path, json={"phone": "03441 99"}))
    ok(await desk.advisor.patch(path, json={"story": "Kein Wort davon steht im Impressum."}))

    now = ok(await desk.advisor.get(f"{path}/legal/imprint"))
    old = ok(await desk.advisor.get(f"{path}/legal/imprint?version=1"))
    assert (now["version"], old["current_version"]) == (2, 2)
    assert old["text"] == before["text"]
    assert old["digest"] == before["digest"] != now["digest"]
    told = (await market.events(ShopChanged))[-1]
    assert {one.kind: one.version for one in told.legal}["imprint"] == 2
    assert {one.kind: one.digest for one in told.legal}["imprint"] == now["digest"]


async def test_several_at_once_make_versions_without_gaps(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    phones = [{"phone": f"03441 {n}"} for n in range(5)]

    await asyncio.gather(*(desk.advisor.patch(path, json=phone) for phone in phones))

    found = ok(await desk.advisor.get(f"{path}/legal?limit=100"))["items"]
    imprints = [one["version"] for one in found if one["kind"] == "imprint"]
    assert imprints == [6, 5, 4, 3, 2, 1]


async def test_the_list_has_pages(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}/legal"

    first = ok(await desk.advisor.get(f"{path}?limit=2"))
    second = ok(await desk.advisor.get(f"{path}?limit=2&cursor={first['next']}"))

    kinds = [one["kind"] for one in [*first["items"], *second["items"]]]
    assert sorted(kinds) == ["imprint", "terms", "withdrawal"]
    assert second["next"] is None
    assert (await desk.advisor.get(f"{path}?cursor=quark")).status == 422


@pytest.mark.parametrize("query", ["?version=2", "?version=999999"])
async def test_a_version_that_never_was(desk: Desk, query: str) -> None:
    answer = await desk.advisor.get(f"/api/v1/shops/{desk.slug}/legal/terms{query}")

    assert (answer.status, answer.json()["code"]) == (404, "legal_text_not_found")


@pytest.mark.parametrize(
    "path", ["/legal/poem", "/legal/terms?version=0", "/legal/terms?version=x"]
)
async def test_what_cannot_be_asked_is_refused(desk: Desk, path: str) -> None:
    assert (await desk.advisor.get(f"/api/v1/shops/{desk.slug}{path}")).status == 422


async def test_what_is_missing_is_said_to_the_shop_only(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    company = {"legal_name": "Morgenroth GmbH", "legal_form": "GmbH", "representative": "Greta M."}
    ok(await desk.advisor.patch(path, json={"imprint": company}))

    inside = ok(await desk.advisor.get(f"{path}/legal/imprint"))
    await desk.go_live()
    outside = ok(await market.guest.get(f"{path}/legal/imprint"))

    assert [one["field"] for one in inside["missing"]] == ["imprint.register_entry"]
    assert outside["missing"] == []
    assert "{" not in outside["text"]


async def test_own_terms_are_a_version_twice_the_same_is_none(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"

    for _ in range(2):
        own = ok(await desk.advisor.put(f"{path}/own-terms", json={"text": OWN}))
    back = ok(await desk.advisor.put(f"{path}/own-terms", json={"text": ""}))
    short = await desk.advisor.put(f"{path}/own-terms", json={"text": "Gilt."})
    withdrawal = ok(await desk.advisor.get(f"{path}/legal/withdrawal"))

    assert (own["version"], own["own"], own["template"]) == (2, True, "")
    assert (back["version"], back["own"]) == (3, False)
    assert short.status == 422
    assert withdrawal["version"] == 1


async def test_own_terms_over_an_old_copy_are_refused(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}/own-terms"

    answer = await desk.advisor.with_headers(if_match='"77"').put(path, json={"text": OWN})

    assert answer.status == 412


async def test_nobody_changes_or_deletes_a_version(desk: Desk, market: Market) -> None:
    for statement in ("UPDATE legal_text SET text = 'x'", "DELETE FROM legal_text",
                      "TRUNCATE legal_text"):  # fmt: skip
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await market.db.pool.execute(statement)
    assert await market.db.pool.fetchval("SELECT count(*) FROM legal_text") == 3


async def test_a_new_template_makes_new_versions_once(
    desk: Desk, market: Market, tmp_path: Path
) -> None:
    around = surroundings_of(market, tmp_path)
    named = replace(around.legal.market, withdrawal_path="/vertrag-widerrufen")
    later = replace(around, legal=replace(around.legal, market=named))

    for _ in range(2):
        await asyncio.gather(renew_texts(later), renew_texts(later))

    notice = ok(await desk.advisor.get(f"/api/v1/shops/{desk.slug}/legal/withdrawal"))
    assert notice["version"] == 2
    assert "/vertrag-widerrufen" in notice["text"]
    assert (await market.events(ShopChanged))[-1].version == 2


async def test_the_markets_terms_are_there_for_everyone(market: Market) -> None:
    found = ok(await market.guest.get("/api/v1/platform-terms"))

    ListOf[PlatformTermsShape].model_validate(found)
    assert [one["holds"] for one in found["items"]] == [False, True]
