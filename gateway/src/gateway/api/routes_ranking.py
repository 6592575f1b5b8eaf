"""What decides the order of results, told to everybody."""

from typing import Final

from gateway.api.route import routes

RANKING: Final = routes("search", "GET /search/ranking")
