"""Whatever is sent to the gateway's own addresses: refused with a reason, never with a fault."""

from pathlib import Path

from marketkit.db import Database

from tests.gateway.house import a_house
from tests.support.malformed import faults


async def test_no_route_answers_with_a_fault(database: Database, tmp_path: Path) -> None:
    async with a_house(database, mail_folder=tmp_path) as house:
        await house.sign_up()
        account = await house.sign_up("betrieb@example.org", "operator")
        operator = await house.program("betrieb@example.org")
        tokens = (await operator.get("/api/v1/tokens")).json()["items"]
        known = {
            "uuid": [account["id"], *(token["id"] for token in tokens)],
            "queue": ["search.catalog"],
        }
        people = {
            "operator": operator,
            "resident": await house.program(),
            "guest": house.client,
        }

        assert await faults("gateway", people, known, cases=30, named=True) == []
