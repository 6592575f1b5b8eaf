from marketkit.db.migrations import drifted

from tests.support.databases import Templates


async def test_rows_and_migrations_agree(databases: Templates) -> None:
    async with databases.url("gateway:migrations") as url:
        await drifted(url, "gateway:migrations")
