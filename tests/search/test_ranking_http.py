"""The declared order over HTTP: told as it is, the reasons of hits, and nothing about people."""

from collections.abc import AsyncIterator
from dataclasses import fields, replace

import pytest
from marketkit.yaml_file import read_yaml
from search.domain.document import IndexedText, ProductDocument
from search.domain.ranking import FIELDS, STANDING
from search.index.embedded.schema import TEXT_FIELDS
from search.index.meili.settings import fingerprint, index_settings, ranking_rules

from tests.search.http_market import HttpMarket, http_market
from tests.search.shelf import LANGUAGE, REGION
from tests.search.telling import product_changed, shop_changed, stock_changed, tell
from tests.support.databases import Templates


@pytest.fixture
async def market(databases: Templates) -> AsyncIterator[HttpMarket]:
    async with databases.database("search:migrations") as database:
        await tell(
            database,
            shop_changed(),
            product_changed("Roggenbrot"),
            stock_changed("Roggenbrot", 5),
        )
        async with http_market(database) as opened:
            yield opened


async def test_the_order_is_told_as_it_is_declared(market: HttpMarket) -> None:
    answer = await market.client.get("/api/v1/search/ranking")

    body = answer.json()
    declared = read_yaml(REGION / "ranking.yaml")
    assert [(each["key"], each["weight"]) for each in body["fields"]] == [
        (each["key"], each["weight"]) for each in declared["fields"]
    ]
    assert body["never"] == declared["never"]
    again = await market.client.get(
        "/api/v1/search/ranking", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status == 304


async def test_a_hit_says_why_if_somebody_asks(market: HttpMarket) -> None:
    silent = (await market.search(q="roggen ")).json()["hits"][0]
    telling = (await market.search(q="roggen ", explain="true")).json()["hits"][0]

    assert silent["why"] is None
    assert telling["why"][0] == {"key": "parts", "words": "Teil von: Roggenbrot"}
    assert {"key": "available", "words": "Kann gekauft werden"} in telling["why"]


async def test_what_is_only_mentioned_is_no_full_answer(market: HttpMarket) -> None:
    answer = (await market.search(q="sauerteig")).json()

    assert answer["total"] == 0 or answer["relaxed"]


def test_nothing_about_a_person_or_a_payment_is_an_input() -> None:
    """What can order results is listed here in full: another input has to be added in sight."""
    words = {each.name for each in fields(IndexedText)}
    assert words == {*FIELDS, "forms"}
    assert set(TEXT_FIELDS) == words
    assert set(STANDING) == {"available", "brevity", "recency"}
    assert {each.name for each in fields(ProductDocument)} == {
        *("id", "version", "card", "summary", "text", "category_path", "postal_code", "position"),
        *("published_at", "quality", "unit_rank", "offer_until"),
    }


def test_meilisearch_orders_by_what_is_declared_and_nothing_else() -> None:
    settings = index_settings(LANGUAGE)

    assert settings["searchableAttributes"] == [each.key for each in LANGUAGE.ranking.fields]
    assert set(ranking_rules(LANGUAGE.ranking)) <= {
        *("sort", "words", "typo", "attributeRank", "proximity", "wordPosition", "exactness"),
        "quality:desc",
    }
    assert set(settings["sortableAttributes"]) == {
        *("price", "unit_rank", "published", "standing", "_geo"),
    }


def test_another_weight_asks_for_another_index() -> None:
    ranking = LANGUAGE.ranking
    lighter = replace(ranking.fields[-1], weight=1)
    changed = replace(LANGUAGE, ranking=replace(ranking, fields=(*ranking.fields[:-1], lighter)))

    assert fingerprint(changed) != fingerprint(LANGUAGE)
