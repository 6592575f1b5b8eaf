"""What is sold out, dearer, closed or withdrawn is so in every answer and page, kept or not."""

from uuid import uuid4

from tests.journeys.fresh import everything_arrives
from tests.journeys.stages import Stage
from tests.journeys.things import open_shop


async def test_changes_reach_answers_and_pages(stage: Stage) -> None:
    owner = await stage.resident("Karla")
    shop = await open_shop(await stage.advisor(), owner, f"Frischladen {uuid4().hex[:6]}")

    await everything_arrives(owner, shop)
