"""Ways in which goods reach a buyer: points, rounds, plans, and moving a time."""

from typing import Final

from gateway.api.route import routes

WAYS: Final = routes(
    "orders",
    "GET /carts/{id}/ways",
    "GET /carts/{id}/plans",
    "POST /carts/{id}/fees",
    "GET /pickup-points",
    "PUT /pickup-points/{slug}",
    "GET /delivery-rounds",
    "PUT /delivery-rounds/{slug}",
    "GET PUT /shops/{slug}/bringing",
    "GET /shops/{slug}/tours",
    "GET /orders/{id}/plans",
    "GET /shop-orders/{id}/times",
    "POST /shop-orders/{id}/move",
    "POST /shop-orders/{id}/delivered",
    "GET /shops/{slug}/hosted",
    "POST DELETE /shop-orders/{id}/arrived",
    "POST /arrivals",
    "POST /shop-orders/{id}/hand-out",
    "GET /shops/{slug}/driven",
    "POST /shop-orders/{id}/brought",
)
