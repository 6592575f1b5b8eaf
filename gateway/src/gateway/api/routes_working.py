"""Working off orders: less, something else, silence, goodwill, money paid back."""

from typing import Final

from gateway.api.route import routes

WORKING: Final = routes(
    "orders",
    "POST /shop-orders/{id}/reduce",
    "POST /shop-orders/{id}/substitute",
    "POST /shop-orders/{id}/goodwill",
    "POST /shop-orders/{id}/paid-back",
    "POST /orders/{id}/substitutes/{substitute_id}",
    "GET /goodwill",
    "GET /silent-orders",
    "GET /withdrawals/overdue",
    "POST /withdrawals/{id}/match",
    "POST /withdrawals/{id}/parts/{shop_order_id}/paid-back",
    "POST /withdrawals/{id}/parts/{shop_order_id}/returned",
)
