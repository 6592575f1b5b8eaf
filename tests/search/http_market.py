"""The search app over a real database, with a bus-less way to tell it things."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from marketkit.clock import Clock
from marketkit.contracts.envelope import Event
from marketkit.db import Database
from pydantic import AnyHttpUrl, SecretStr
from search.app import create_app
from search.domain.engine import Answers
from search.settings import SearchSettings

from tests.search.shelf import REGION
from tests.search.telling import tell
from tests.search.waiting import until
from tests.support.asgi import Answer, AsgiClient, running
from tests.support.tokens import a_verifier


@dataclass
class HttpMarket:
    client: AsgiClient
    database: Database
    engine: Answers

    async def tell(self, *events: Event) -> None:
        """Returns when the index has taken it in."""
        before = self.engine.state
        await tell(self.database, *events)
        await until(lambda: self.engine.state != before)

    async def search(self, **parameters: object) -> Answer:
        return await self.client.get("/api/v1/search", query=parameters)

    async def names(self, **parameters: object) -> list[str]:
        answer = await self.search(**parameters)
        assert answer.status == 200, answer.text
        return [hit["name"] for hit in answer.json()["hits"]]


def settings_for(meili_url: str | None = None, *, index: str = "products") -> SearchSettings:
    return SearchSettings(
        environment="test",
        database_url=SecretStr("postgresql://not-used"),
        region_dir=REGION,
        meili_url=AnyHttpUrl(meili_url) if meili_url else None,
        meili_index=index,
    )


@asynccontextmanager
async def http_market(
    database: Database, settings: SearchSettings | None = None, *, clock: Clock | None = None
) -> AsyncIterator[HttpMarket]:
    app = create_app(
        settings or settings_for(), database=database, verifier=a_verifier(), clock=clock
    )
    async with running(app) as client:
        await until(lambda: app.state.indexer.is_filled)
        yield HttpMarket(client, database, app.state.engine)
