"""The tables as declared and the tables as migrated are the same."""

from marketkit.db.migrations import drifted

from tests.support.databases import Templates


async def test_rows_and_migrations_agree(databases: Templates) -> None:
    async with databases.url("search:migrations") as url:
        await drifted(url, "search:migrations")
