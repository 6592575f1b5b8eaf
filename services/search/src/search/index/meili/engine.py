"""Meilisearch behind the engine protocol."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import aiohttp
import orjson
from marketkit.clock import new_id

from search.domain.document import ProductDocument
from search.domain.engine import EngineUnavailableError
from search.domain.language import Language
from search.domain.query import SearchQuery
from search.domain.result import Counted, SearchResult
from search.index.meili.documents import to_hit, to_json
from search.index.meili.facets import counted_from
from search.index.meili.request import (
    first_bodies,
    other_texts,
    probe_body,
    search_body,
    slice_bodies,
)
from search.index.meili.settings import index_settings

if TYPE_CHECKING:
    from search.index.meili.admin import MeiliAdmin

SEARCH_SECONDS = 0.8
_OK = 200


class MeiliEngine:
    """`index` is the live index's name; rebuilds use names of their own until the swap."""

    name = "meilisearch"

    def __init__(self, url: str, key: str | None = None, *, index: str = "products") -> None:
        # With the client comes a whole HTTP library, which the embedded engine does without.
        from search.index.meili.admin import MeiliAdmin  # noqa: PLC0415

        self._url = url.rstrip("/")
        # A compressed answer comes in pieces that wait for each other, 40 ms each time.
        self._headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._admin = MeiliAdmin(self._url, key)
        self._index = index
        self._http: aiohttp.ClientSession | None = None
        self.generation = 0

    async def open(self) -> None:
        """Only the connection: the index is made by whoever writes it."""
        if self._http is None:
            timeout = aiohttp.ClientTimeout(total=SEARCH_SECONDS)
            self._http = aiohttp.ClientSession(timeout=timeout, headers=self._headers)

    async def apply(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        await self._admin.write(self._index, to_json(upserts) if upserts else None, deletes)
        self.generation += 1

    async def begin_rebuild(self, language: Language, expected: int = 0) -> "MeiliRebuild":
        del expected  # it grows as it must
        await self._admin.create(self._index)
        fresh = f"{self._index}_{new_id().hex}"
        await self._admin.create(fresh)
        await self._admin.set_up(fresh, index_settings(language))
        return MeiliRebuild(self, self._admin, fresh)

    async def search(self, query: SearchQuery) -> SearchResult:
        for asked in first_bodies(query):
            first, *slices = await self._many([asked, *slice_bodies(query, asked)])
            if first["totalHits"] or not query.units:
                return self._result(first, slices, query)
        text = await self._other_text(query)
        if text is None:
            return self._result(first, slices, query)
        asked = search_body(query, text)
        first, *slices = await self._many([asked, *slice_bodies(query, asked)])
        return self._result(first, slices, query, relaxed=True)

    async def _other_text(self, query: SearchQuery) -> str | None:
        """The best text of the first step that finds anything; the same for every page."""
        steps = other_texts(query)
        texts = list(dict.fromkeys(text for step in steps for text in step))
        answers = await self._many([probe_body(query, text) for text in texts])
        scores = {
            text: answer["hits"][0]["_rankingScore"]
            for text, answer in zip(texts, answers, strict=True)
            if answer["hits"]
        }
        for step in steps:
            if found := [text for text in step if text in scores]:
                return max(found, key=scores.__getitem__)
        return None

    async def count(self) -> int:
        return await self._admin.count(self._index)

    async def versions(self) -> Mapping[UUID, int]:
        return await self._admin.versions(self._index)

    async def healthy(self) -> bool:
        """Whether the index is there with our settings."""
        return await self.has_settings(self._index)

    async def has_settings(self, index: str) -> bool:
        """A bare one refuses the filter."""
        probe = {"q": "", "limit": 1, "filter": "trait = available"}
        try:
            await self._post(f"/indexes/{index}/search", probe)
        except EngineUnavailableError:
            return False
        return True

    async def close(self) -> None:
        session, self._http = self._http, None
        if session:
            await session.close()

    async def swap_in(self, fresh: str) -> None:
        await self._admin.swap(self._index, fresh)
        self.generation += 1

    swap_back = swap_in

    async def sweep(self, keep: Collection[str]) -> None:
        """Only names that we give: another market's index may begin with the name of ours."""
        ours = re.compile(rf"{re.escape(self._index)}_[0-9a-f]{{32}}")
        for name in await self._admin.names():
            if ours.fullmatch(name) and name not in keep:
                await self._admin.drop(name)

    async def forget_tasks(self, before: datetime) -> None:
        await self._admin.forget_tasks(before)

    async def _many(self, bodies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """All of them in one request."""
        if not bodies:
            return []
        if len(bodies) == 1:
            return [await self._post(f"/indexes/{self._index}/search", bodies[0])]
        queries = [{**body, "indexUid": self._index} for body in bodies]
        found: list[dict[str, Any]] = (await self._post("/multi-search", {"queries": queries}))[
            "results"
        ]
        return found

    async def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        if self._http is None:
            message = "open() first"
            raise RuntimeError(message)
        try:
            async with self._http.post(self._url + path, data=orjson.dumps(body)) as response:
                content = await response.read()
                if response.status != _OK:
                    raise EngineUnavailableError(content.decode(errors="replace")[:500])
            answer: dict[str, Any] = orjson.loads(content)
        except (aiohttp.ClientError, TimeoutError, OSError, orjson.JSONDecodeError) as error:
            raise EngineUnavailableError(repr(error)) from error
        return answer

    def _result(
        self,
        answer: Mapping[str, Any],
        slices: Sequence[Mapping[str, Any]],
        query: SearchQuery,
        *,
        relaxed: bool = False,
    ) -> SearchResult:
        return SearchResult(
            tuple(to_hit(stored, query.origin) for stored in answer["hits"]),
            counted_from(query, answer, slices) if query.with_facets else Counted(),
            answer["totalHits"],
            engine=self.name,
            relaxed=relaxed,
        )


class MeiliRebuild:
    """A second index under a name of its own."""

    def __init__(self, engine: MeiliEngine, admin: "MeiliAdmin", fresh: str) -> None:
        self._engine = engine
        self._admin = admin
        self._fresh = fresh

    async def apply(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        await self._admin.write(self._fresh, to_json(upserts) if upserts else None, deletes)

    async def swap(self) -> str:
        """The documents change names with the indexes: ours is now that of the old ones."""
        if not await self._engine.has_settings(self._fresh):
            message = f"{self._fresh} has been swept away meanwhile"
            raise EngineUnavailableError(message)
        await self._engine.swap_in(self._fresh)
        return self._fresh

    async def discard(self) -> None:
        await self._admin.drop(self._fresh)
