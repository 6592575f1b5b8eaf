"""Routes about promotions and about goods that nobody counts."""

from typing import Final

from gateway.api.route import routes

PRICES: Final = routes(
    "catalog",
    "GET /shops/{slug}/promotions",
    "GET POST /products/{id}/promotions",
    "PATCH /promotions/{id}",
    "POST /promotions/{id}/end",
    "PUT /products/{id}/availability",
    "GET /shops/{slug}/freshness",
    "GET POST /renewals/{token}",
)
