"""The operator's word rules over HTTP: said, listed, taken back, and searched by at once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from marketkit.clock import SystemClock
from search.domain.demand import Searched, Sought
from search.use_cases.demand_log import DemandLog

from tests.search.http_market import HttpMarket, http_market
from tests.search.shelf import FARM
from tests.search.telling import product_changed, shop_changed, tell
from tests.search.waiting import until
from tests.support.asgi import Answer, AsgiClient
from tests.support.databases import Templates
from tests.support.tokens import a_token

PATH = "/api/v1/search/synonyms"


@pytest.fixture
async def market(databases: Templates) -> AsyncIterator[HttpMarket]:
    async with databases.database("search:migrations") as database:
        await tell(
            database,
            shop_changed(),
            shop_changed(FARM),
            product_changed("Roggenbrot"),
            product_changed("Pflaumen aus dem Garten", shop=FARM, category="obst_beeren"),
            product_changed("Zwiebeln im Netz", shop=FARM, category="gemuese"),
        )
        async with http_market(database) as opened:
            yield opened


@pytest.fixture
def operator(market: HttpMarket) -> AsgiClient:
    return market.client.as_(a_token("operator"))


async def say(client: AsgiClient, *words: str, finds: tuple[str, ...] = ()) -> Answer:
    body = {"words": words, "finds": finds, "two_way": not finds}
    return await client.post(PATH, json=body)


async def seek(
    market: HttpMarket, term: str, *, people: int = 3, found: int = 0, place: str = "Zeitz"
) -> None:
    """So many people looked for it; `found` of them saw something."""
    log = DemandLog(market.database, SystemClock())
    for number in range(people):
        sought = Searched(Sought(term, place), found_nothing=number >= found)
        log.note(sought, f"{number:032x}")
    await log.flush_all()


async def proposals(operator: AsgiClient, **query: Any) -> list[dict[str, Any]]:
    answer = await operator.get(f"{PATH}/proposals", query=query)
    assert answer.status == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_new_word_is_understood_a_moment_later(
    market: HttpMarket, operator: AsgiClient
) -> None:
    assert await market.names(q="blaumännle") == []

    answer = await say(operator, "Blaumännle", "Pflaume")

    assert answer.status == 201
    assert answer.json()["words"] == ["blaumännle", "pflaume"]
    await until(lambda: _finds(market, "blaumännle", "Pflaumen aus dem Garten"))
    await until(lambda: _finds(market, "zwetschgen", "Pflaumen aus dem Garten"))


async def test_goods_called_by_the_new_word_are_found_by_the_usual_one(
    market: HttpMarket, operator: AsgiClient
) -> None:
    """The index is built anew: what a thing is called is written into its document."""
    await market.tell(product_changed("Blaumännle frisch", shop=FARM, category="obst_beeren"))
    await say(operator, "Blaumännle", "Pflaume")

    await until(lambda: _finds(market, "pflaume", "Blaumännle frisch"))
    await market.tell(product_changed("Blaumännle getrocknet", shop=FARM, category="vorrat"))
    await until(lambda: _finds(market, "pflaume", "Blaumännle getrocknet"))


async def test_a_rule_that_is_taken_back_is_forgotten(
    market: HttpMarket, operator: AsgiClient
) -> None:
    rule = (await say(operator, "obacht", finds=("pflaume",))).json()
    await until(lambda: _finds(market, "obacht", "Pflaumen aus dem Garten"))

    first = await operator.delete(f"{PATH}/{rule['id']}")
    again = await operator.delete(f"{PATH}/{rule['id']}")

    assert (first.status, again.status) == (204, 204)
    await until(lambda: _finds_nothing(market, "obacht"))
    assert (await operator.delete(f"{PATH}/{uuid4()}")).status == 404
    said_again = await say(operator, "obacht", finds=("pflaume",))
    assert said_again.json()["id"] != rule["id"]


async def test_said_twice_at_the_same_time_it_is_there_once(operator: AsgiClient) -> None:
    answers = await asyncio.gather(
        *(say(operator, "blaumännle", "pflaume") for _ in range(4)),
        *(say(operator, "Pflaumen", "Blaumännle") for _ in range(4)),
    )

    assert {answer.status for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    listed = (await operator.get(PATH, query={"q": "blaumännle"})).json()
    assert listed["total"] == 1


@pytest.mark.parametrize(
    ("words", "finds", "status", "field"),
    [
        (("pfannkuchen", "eierkuchen"), (), 422, "words"),
        (("brot",), (), 422, "words"),
        (("brot", "a,b"), (), 422, "words"),
        (("brot",), ("#",), 422, "finds"),
        (("semmel", "brötchen"), (), 409, None),
    ],
)
async def test_what_contradicts_or_adds_nothing_is_refused(
    operator: AsgiClient,
    words: tuple[str, ...],
    finds: tuple[str, ...],
    status: int,
    field: str | None,
) -> None:
    answer = await say(operator, *words, finds=finds)

    assert answer.status == status
    assert [error["field"] for error in answer.json().get("errors", [])] == [field] * bool(field)
    assert (await operator.get(PATH)).json()["items"][0]["origin"] == "region"


async def test_the_list_holds_own_and_regional_rules_page_by_page(operator: AsgiClient) -> None:
    await say(operator, "blaumännle", "pflaume")
    await say(operator, "gebäck", finds=("kuchen", "kekse"))

    seen: list[dict[str, Any]] = []
    cursor, total = "", -1
    while cursor is not None:
        page = (await operator.get(PATH, query={"limit": 40, "cursor": cursor})).json()
        seen, cursor, total = seen + page["items"], page["next"], page["total"]

    assert len(seen) == total > 100
    assert [rule["words"] for rule in seen[:2]] == [["gebäck"], ["blaumännle", "pflaume"]]
    assert [rule["origin"] for rule in seen[:3]] == ["own", "own", "region"]
    assert seen[0]["finds"] == ["kuchen", "kekse"]
    assert seen[0]["created_by"]
    assert (await operator.get(PATH, query={"q": "Semmeln"})).json()["items"][0]["id"] is None


@pytest.mark.parametrize("cursor", ["3 \x00", "² brot", "brot"])
async def test_a_place_among_the_proposals_that_there_is_not_is_their_beginning(
    operator: AsgiClient, cursor: str
) -> None:
    answer = await operator.get(f"{PATH}/proposals", query={"cursor": cursor})

    assert (answer.status, answer.json()) == (200, {"items": [], "next": None})


async def test_words_are_the_operators_alone(market: HttpMarket) -> None:
    paths = (
        ("GET", PATH),
        ("POST", PATH),
        ("DELETE", f"{PATH}/{uuid4()}"),
        ("GET", f"{PATH}/proposals"),
        ("POST", f"{PATH}/proposals/{uuid4()}/dismiss"),
    )
    for method, path in paths:
        body = {"words": ["a1", "b1"]} if path == PATH and method == "POST" else None
        for role in ("resident", "advisor", "shop_staff"):
            client = market.client.as_(a_token(role))
            assert (await client.request(method, path, json=body)).status == 403, path
        assert (await market.client.request(method, path, json=body)).status == 401, path


async def test_what_several_people_missed_is_proposed_with_what_they_may_have_meant(
    market: HttpMarket, operator: AsgiClient
) -> None:
    await seek(market, "zwiebelplatz", people=4)
    await seek(market, "zwiebelplatz", people=3, place="Elsteraue")
    await seek(market, "geheimes", people=2)
    await seek(market, "roggenbrot", people=5, found=5)
    await tell(market.database, shop_changed(version=2, kind="Tischlerei"))
    await until(lambda: _is_carpenter(market))
    await seek(market, "schreiner", people=6)

    found = await proposals(operator)

    assert [(each["term"], each["searchers"], each["searches"]) for each in found] == [
        ("zwiebelplatz", 4, 7)
    ]
    assert {"words": "zwiebel", "why": "part", "products": 1} in found[0]["meant"]


async def test_a_proposal_that_is_taken_up_or_turned_down_is_gone(
    market: HttpMarket, operator: AsgiClient
) -> None:
    await seek(market, "zwiebelplatz", people=4)
    await seek(market, "quengelware", people=3)
    first, second = await proposals(operator)
    path = f"{PATH}/proposals/{second['id']}/dismiss"

    await say(operator, "zwiebelplatz", finds=("zwiebel",))
    statuses = [
        answer.status for answer in await asyncio.gather(*(operator.post(path) for _ in range(3)))
    ]

    assert statuses == [204, 204, 204]
    assert first["term"] == "zwiebelplatz"
    await until(lambda: _no_proposals(operator))
    assert (await operator.post(f"{PATH}/proposals/{uuid4()}/dismiss")).status == 404


async def test_proposals_come_page_by_page(market: HttpMarket, operator: AsgiClient) -> None:
    for number, word in enumerate(("xanthan", "yamswurzel", "zichorienwurz")):
        await seek(market, word, people=3 + number)

    first = (await operator.get(f"{PATH}/proposals", query={"limit": 2})).json()
    query = {"limit": 2, "cursor": first["next"]}
    second = (await operator.get(f"{PATH}/proposals", query=query)).json()

    terms = [each["term"] for each in (*first["items"], *second["items"])]
    assert terms == ["zichorienwurz", "yamswurzel", "xanthan"]
    assert second["next"] is None


async def _finds(market: HttpMarket, q: str, name: str) -> bool:
    return name in await market.names(q=q)


async def _finds_nothing(market: HttpMarket, q: str) -> bool:
    return await market.names(q=q) == []


async def _no_proposals(operator: AsgiClient) -> bool:
    return await proposals(operator) == []


async def _is_carpenter(market: HttpMarket) -> bool:
    shops = (await market.client.get("/api/v1/search/shops")).json()["items"]
    return "Tischlerei" in [shop["kind"] for shop in shops]
