"""One product as it is answered: two rows by primary key, no parsing, no rendering."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.db import Database

from catalog.domain.errors import NoSuchProductError, ProductWithdrawnError
from catalog.domain.product import ProductStatus
from catalog.domain.rights import Actor, acting_as
from catalog.domain.shop import ShopStatus
from catalog.store import shops
from catalog.store.product_documents import with_shop

_READ = """
    SELECT product.body, product.etag, product.status, product.shop_id,
           shop.card, shop.card_digest, shop.status AS shop_status
    FROM product_document product JOIN shop_document shop USING (shop_id)
    WHERE product.product_id = $1
"""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """Bytes to send, and their entity tag."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class ProductPage:
    answer: StoredAnswer
    shop_id: UUID
    status: str
    shop_is_public: bool

    @property
    def is_public(self) -> bool:
        return self.shop_is_public and self.status == ProductStatus.PUBLISHED


async def read_product(db: Database, product_id: UUID) -> ProductPage:
    """The product in any state; the caller decides who may see it."""
    row = await db.pool.fetchrow(_READ, product_id)
    if row is None:
        raise NoSuchProductError
    tag = f'{row["etag"][:-1]}{row["card_digest"]}"'
    answer = StoredAnswer(with_shop(row["body"], row["card"]), tag)
    is_public = row["shop_status"] != ShopStatus.DRAFT
    return ProductPage(answer, row["shop_id"], row["status"], is_public)


async def check_may_see(db: Database, page: ProductPage, actor: Actor, at: datetime) -> None:
    """A product that is not on sale is there only for the shop's people and advisor."""
    if page.is_public:
        return
    async with db.session() as session:
        shop = await shops.get_by_id(session, page.shop_id)
    if acting_as(actor, shop, at) is not None:
        return
    if page.shop_is_public and page.status == ProductStatus.WITHDRAWN:
        raise ProductWithdrawnError
    raise NoSuchProductError
