"""What new titles teach is learned while the market runs, and not again and again."""

from collections.abc import AsyncIterator

import pytest
from marketkit.db import Database
from search.domain.language import Language
from search.use_cases.keep_language import LanguageKeeper

from tests.search.shelf import LANGUAGE
from tests.search.telling import product_changed, shop_changed, tell
from tests.support.databases import Templates


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations") as opened:
        yield opened


async def test_titles_teach_words_once_they_have_come_to_rest(database: Database) -> None:
    heard: list[Language] = []
    keeper = LanguageKeeper(database.pool, LANGUAGE)
    keeper.tell(heard.append)
    assert not (await keeper.current()).compounds.knows("quengelmus")

    await tell(
        database, shop_changed(), *(product_changed(f"Quengelmus Sorte {n}") for n in range(25))
    )
    await keeper.step()
    assert heard == []
    await keeper.step()
    await keeper.step()

    assert len(heard) == 1
    assert heard[0].compounds.knows("quengelmus")


async def test_a_few_more_titles_are_no_reason_to_build_everything_anew(
    database: Database,
) -> None:
    heard: list[Language] = []
    keeper = LanguageKeeper(database.pool, LANGUAGE)
    keeper.tell(heard.append)
    await keeper.current()

    await tell(database, shop_changed(), *(product_changed(f"Neumus {n}") for n in range(5)))
    await keeper.step()
    await keeper.step()

    assert heard == []
