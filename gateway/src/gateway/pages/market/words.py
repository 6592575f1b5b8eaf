"""Questions to the search service about what words mean."""

from typing import Any, Final

from gateway.pages.answers.words import Proposals, Rules
from gateway.pages.market.caller import Caller

SERVICE: Final = "search"


async def rules(ask: Caller, **query: Any) -> Rules:
    return await ask.get(Rules, SERVICE, "/search/synonyms", query)


async def proposals(ask: Caller, **query: Any) -> Proposals:
    return await ask.get(Proposals, SERVICE, "/search/synonyms/proposals", query)


async def add(ask: Caller, body: dict[str, Any]) -> None:
    await ask.send("POST", SERVICE, "/search/synonyms", body)


async def remove(ask: Caller, rule_id: str) -> None:
    await ask.send("DELETE", SERVICE, f"/search/synonyms/{rule_id}")


async def dismiss(ask: Caller, proposal_id: str) -> None:
    await ask.send("POST", SERVICE, f"/search/synonyms/proposals/{proposal_id}/dismiss")
