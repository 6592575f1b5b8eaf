"""Packing, empties, and quotes for craft work."""

from typing import Final

from gateway.api.route import SLOW, Route, routes

KINDS: Final = (
    *routes(
        "orders",
        "GET /shop-orders/{id}/packing",
        "POST /shop-orders/{id}/weigh",
        "POST /shop-orders/{id}/returns",
        "GET POST /shops/{slug}/quotes",
        "GET /my/quotes",
        "GET /quotes/{id}",
        "POST /quotes/{id}/offer",
        "POST /quotes/{id}/refuse",
        "POST /quotes/{id}/decline",
    ),
    *routes("orders", "POST /quotes/{id}/accept", patience=SLOW),
    Route("POST", "/api/v1/quotes/{id}/photos", "orders", "upload", SLOW),
    Route("GET", "/api/v1/quotes/{id}/photos/{photo_id}", "orders", "download", SLOW),
    Route("GET", "/api/v1/quotes/{id}/pdf", "orders", "download", SLOW),
)
