"""Who may do what: one line for each route and state of the thing it is about.

The columns are people, see `PEOPLE`; each cell is the status they get. `-` means that the
column is the entitled person again. 401 asks to sign in, 404 hides that there is such a thing,
403 is said where everybody knows of it anyway.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PEOPLE: Mapping[str, str] = {
    "entitled": "whom the thing belongs to, or who answers for it",
    "party": "the other side: a shop's customer, a buyer's shop, a link's advisor",
    "resident": "somebody else with an account",
    "neighbour": "the owner of another shop",
    "advisor": "an advisor without a mandate (for live shops: who had it once)",
    "operator": "runs the market: may edit shops, but has no business with what people buy",
    "guest": "nobody in particular",
}

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /shops/{slug}                             live_shop     200 200 200 200 200 200 200
GET    /shops/{slug}                             draft_shop    200 404 404 404 404 200 404
PATCH  /shops/{slug}                             live_shop     200 403 403 403 403 200 401
PATCH  /shops/{slug}                             draft_shop    200 404 404 404 404 200 401
POST   /shops/{slug}/go-live                     paused_shop   200 403 403 403 403 200 401
POST   /shops/{slug}/go-live                     draft_shop    200 404 404 404 404 200 401
POST   /shops/{slug}/pause                       live_shop     200 403 403 403 403 200 401
POST   /shops/{slug}/pause                       draft_shop    200 404 404 404 404 200 401
POST   /shops/{slug}/handover                    live_shop     403 403 403 403 403 201 401
POST   /shops/{slug}/handover                    draft_shop    201 404 404 404 404 201 401
GET    /shops/{slug}/activity                    live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/activity                    draft_shop    200 404 404 404 404 200 401
GET    /shops/{slug}/products                    live_shop     200 200 200 200 200 200 200
GET    /shops/{slug}/products                    draft_shop    200 404 404 404 404 200 404
POST   /shops/{slug}/products                    live_shop     201 403 403 403 403 201 401
POST   /shops/{slug}/products                    draft_shop    201 404 404 404 404 201 401
GET    /handovers/{code}                         open_link     200 200 200 200 200 200 200
GET    /handovers/{code}                         used_link     200 409 409 409 409 409 409
GET    /handovers/{code}                         ended_link    410 410 410 410 410 410 410
POST   /handovers/{code}/accept                  open_link     200 200 200 200 200 200 401
POST   /handovers/{code}/accept                  used_link     200 409 409 409 409 409 401
POST   /handovers/{code}/accept                  ended_link    410 410 410 410 410 410 401
GET    /products/{product_id}                    published     200 200 200 200 200 200 200
GET    /products/{product_id}                    draft         200 404 404 404 404 200 404
GET    /products/{product_id}                    early         200 404 404 404 404 200 404
GET    /products/{product_id}                    withdrawn     200 410 410 410 410 200 410
PATCH  /products/{product_id}                    published     200 403 403 403 403 200 401
PATCH  /products/{product_id}                    draft         200 404 404 404 404 200 401
PATCH  /products/{product_id}                    early         200 404 404 404 404 200 401
PATCH  /products/{product_id}                    withdrawn     200 404 404 404 404 200 401
POST   /products/{product_id}/publish            draft         200 404 404 404 404 200 401
POST   /products/{product_id}/publish            withdrawn     200 404 404 404 404 200 401
POST   /products/{product_id}/withdraw           published     200 403 403 403 403 200 401
POST   /products/{product_id}/withdraw           early         200 404 404 404 404 200 401
GET    /products/{product_id}/price-history      published     200 200 200 200 200 200 200
GET    /products/{product_id}/price-history      draft         200 404 404 404 404 200 404
GET    /products/{product_id}/price-history      early         200 404 404 404 404 200 404
GET    /products/{product_id}/price-history      withdrawn     200 410 410 410 410 200 410
POST   /products/{product_id}/images             published     201 403 403 403 403 201 401
POST   /products/{product_id}/images             draft         201 404 404 404 404 201 401
PATCH  /products/{product_id}/images/{image_id}  published     200 403 403 403 403 200 401
PATCH  /products/{product_id}/images/{image_id}  draft         200 404 404 404 404 200 401
PATCH  /products/{product_id}/images/{image_id}  swapped_picture 403 403 403 404 403 404 401
DELETE /products/{product_id}/images/{image_id}  published     204 403 403 403 403 204 401
DELETE /products/{product_id}/images/{image_id}  draft         204 404 404 404 404 204 401
DELETE /products/{product_id}/images/{image_id}  swapped_picture 403 403 403 404 403 404 401
GET    /media/{name}                             published     200 200 200 200 200 200 200
GET    /carts/{cart_id}                          cart          200 404 404 404 404 404 404
GET    /carts/{cart_id}                          guest_cart    200 200 200 200 200 200 -
PUT    /carts/{cart_id}/lines                    cart          200 404 404 404 404 404 404
PUT    /carts/{cart_id}/lines                    guest_cart    200 200 200 200 200 200 -
PUT    /carts/{cart_id}/lines/{variant_id}       cart          200 404 404 404 404 404 404
PUT    /carts/{cart_id}/lines/{variant_id}       guest_cart    200 200 200 200 200 200 -
POST   /carts/{cart_id}/confirm-prices           cart          200 404 404 404 404 404 404
POST   /carts/{cart_id}/confirm-prices           guest_cart    200 200 200 200 200 200 -
POST   /carts/{cart_id}/claim                    cart          200 404 404 404 404 404 401
POST   /carts/{cart_id}/claim                    guest_cart    401 200 200 200 200 200 -
GET    /carts/{cart_id}/slots                    cart          200 404 404 404 404 404 404
GET    /carts/{cart_id}/slots                    guest_cart    200 200 200 200 200 200 -
POST   /carts/{cart_id}/checkout                 cart          201 404 404 404 404 404 404
POST   /carts/{cart_id}/checkout                 guest_cart    201 201 201 201 201 201 -
GET    /orders/{order_id}                        order         200 404 404 404 404 404 404
GET    /orders/{order_id}                        guest_order   200 404 404 404 404 404 404
POST   /orders/{order_id}/cancel                 order         200 404 404 404 404 404 404
POST   /orders/{order_id}/cancel                 guest_order   200 404 404 404 404 404 404
POST   /orders/{order_id}/pay                    unpaid_order  200 404 404 404 404 404 404
POST   /orders/{order_id}/pay                    unpaid_guest_order 200 404 404 404 404 404 404
POST   /orders/{order_id}/payment/sync           unpaid_order  200 404 404 404 404 404 404
POST   /orders/{order_id}/payment/sync           unpaid_guest_order 200 404 404 404 404 404 404
GET    /shops/{slug}/orders                      live_shop     200 404 404 404 404 404 401
GET    /shops/{slug}/orders                      draft_shop    200 404 404 404 404 404 401
GET    /shops/{slug}/stock                       live_shop     200 404 404 404 404 404 401
GET    /shops/{slug}/stock                       draft_shop    200 404 404 404 404 404 401
PUT    /stock/{variant_id}                       shelf         200 404 404 404 404 404 401
GET    /shop-orders/{shop_order_id}              placed_part   200 404 404 404 404 404 401
GET    /shop-orders/{shop_order_id}              unpaid_part   404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/accept       placed_part   200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/accept       unpaid_part   404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/decline      placed_part   200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/decline      unpaid_part   404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/ready        accepted_part 200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/hand-over    ready_part    200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/cancel       accepted_part 200 404 404 404 404 404 401
DELETE /tokens/{token_id}                        token         204 404 404 404 404 404 401
GET    /operations/dead-letters/{message_id}     dead_letter   200 403 403 403 403 -   401
GET    /operations/mails/{mail_id}               mail          200 403 403 403 403 -   401
"""


@dataclass(frozen=True)
class Row:
    route: str
    thing: str
    expected: Mapping[str, int]
    """By person."""

    @property
    def writes(self) -> bool:
        return not self.route.startswith("GET ")


def rows() -> list[Row]:
    return [_row(line) for line in TABLE.strip().splitlines()[1:]]


def _row(line: str) -> Row:
    method, path, thing, *cells = line.split()
    expected = {
        person: int(cell) for person, cell in zip(PEOPLE, cells, strict=True) if cell != "-"
    }
    return Row(f"{method} {path}", thing, expected)
