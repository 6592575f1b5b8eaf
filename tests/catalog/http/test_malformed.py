"""Whatever is sent, by whomever: refused with a reason, and never answered with a fault of ours."""

from tests.catalog.conftest import Desk, Market
from tests.support.malformed import faults


async def test_no_route_answers_with_a_fault(desk: Desk, market: Market) -> None:
    products = [await desk.on_sale(title="Roggenbrot"), await desk.product(title="Käsekuchen")]
    await desk.go_live()
    owner, owner_id = await desk.hand_over()
    variants = [each["id"] for product in products for each in product["variants"]]
    ids = [product["id"] for product in products]
    known = {
        "slug": [desk.slug],
        "product_id": ids,
        "variant_id": variants,
        "account_id": [str(owner_id), str(desk.advisor_id)],
        "uuid": [*ids, *variants, str(owner_id)],
    }
    people = {
        "owner": owner,
        "advisor": desk.advisor,
        "operator": market.client("operator"),
        "resident": market.client("resident"),
        "guest": market.guest,
    }

    assert await faults("catalog", people, known) == []
