"""What is told again is what was told, in the versions that hold now."""

from pathlib import Path

from catalog.republish import republish
from marketkit.contracts import (
    LegalTextPublished,
    ProductChanged,
    ProductWithdrawn,
    ShopChanged,
    StaffChanged,
)

from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.opening import surroundings_of


async def test_everything_public_is_told_again_as_it_stands(
    market: Market, desk: Desk, tmp_path: Path
) -> None:
    await desk.go_live()
    bread = await desk.on_sale(title="Roggenbrot")
    gone = await desk.on_sale(title="Mischbrot")
    ok(await desk.advisor.post(f"/api/v1/products/{gone['id']}/withdraw"))
    await desk.product(title="Noch ein Entwurf")
    shop = (await market.events(ShopChanged))[-1]
    staff = (await market.events(StaffChanged))[-1]
    [*_, product] = [
        told for told in await market.events(ProductChanged) if str(told.product_id) == bread["id"]
    ]
    before = {
        kind: len(await market.events(kind))
        for kind in (ShopChanged, StaffChanged, ProductChanged, ProductWithdrawn)
    }

    for _ in range(2):
        assert await republish(surroundings_of(market, tmp_path), page=1) == (1, 1)

    shops, people = await market.events(ShopChanged), await market.events(StaffChanged)
    goods, withdrawn = await market.events(ProductChanged), await market.events(ProductWithdrawn)
    assert len(shops) == before[ShopChanged] + 2
    assert len(people) == before[StaffChanged] + 2
    assert len(goods) == before[ProductChanged] + 2
    assert len(withdrawn) == before[ProductWithdrawn]
    assert shops[-2:] == [shop, shop]
    assert people[-1].staff == staff.staff
    assert goods[-2:] == [product, product]


async def test_the_words_of_every_version_are_told_once_and_again(
    market: Market, desk: Desk, tmp_path: Path
) -> None:
    """Contracts were made on old versions too."""
    await desk.go_live()
    first = await market.events(LegalTextPublished)
    shop = (await market.events(ShopChanged))[-1]

    await republish(surroundings_of(market, tmp_path), page=2)

    again = (await market.events(LegalTextPublished))[len(first) :]
    assert {text.text_id for text in again} == {text.text_id for text in first}
    assert {ref.digest for ref in shop.legal} <= {text.digest for text in again}
