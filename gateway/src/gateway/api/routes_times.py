"""How shops take orders, and selling rounds of several producers."""

from typing import Final

from gateway.api.route import routes

TIMES: Final = routes(
    "orders",
    "GET PUT /shops/{slug}/ordering-rules",
    "GET /shops/{slug}/pickup-times",
    "GET /shops/{slug}/rounds",
    "GET POST /rounds",
    "GET /rounds/all",
    "GET /rounds/producers",
    "GET PUT /rounds/{id}",
    "POST /rounds/{id}/copy",
    "POST /rounds/{id}/close",
    "GET /rounds/{id}/counts",
    "GET /rounds/{id}/lists/{slug}",
)
