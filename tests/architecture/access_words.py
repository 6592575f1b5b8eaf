"""The operator's word rules, and what people searched in vain."""

from string import ascii_lowercase
from typing import Any
from uuid import uuid4

from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.things import eventually

_PATH = "/search/synonyms"


def _a_word() -> str:
    """Of letters alone, like nothing that is on sale."""
    return "q" + "".join(ascii_lowercase[byte % 26] for byte in uuid4().bytes)


async def word_rule(things: Things) -> Thing:
    operator = things.who("operator")
    said = await operator.post(_PATH, {"words": [_a_word(), _a_word()]})
    look = (operator, f"{_PATH}?q={said['words'][0]}")
    return Thing({"rule_id": said["id"]}, operator, things.who("owner"), (look,))


async def missed_word(things: Things) -> Thing:
    """Searched by three people, each of them once."""
    operator, guest, word = things.who("operator"), things.who("guest"), _a_word()
    for browser in ("one", "another", "a third"):
        await guest.ask("GET", "/search", query={"q": word}, headers={"user-agent": browser})

    async def proposed() -> Any:
        found = await operator.get(f"{_PATH}/proposals", limit=20)
        return [one for one in found["items"] if one["term"] == word]

    proposal = (await eventually(proposed))[0]
    look = (operator, f"{_PATH}/proposals")
    return Thing({"proposal_id": proposal["id"]}, operator, things.who("owner"), (look,))


MAKERS: dict[str, Maker] = {maker.__name__: maker for maker in (word_rule, missed_word)}
