"""What search answers besides the plain list of goods."""

from typing import Final

from gateway.api.route import routes

DISCOVERY: Final = routes(
    "search",
    "GET /search/similar",
    "GET /search/together",
    "GET /search/shops",
    "GET /search/days",
    "GET /search/parked",
    "GET POST /search/synonyms",
    "DELETE /search/synonyms/{id}",
    "GET /search/synonyms/proposals",
    "POST /search/synonyms/proposals/{id}/dismiss",
)
