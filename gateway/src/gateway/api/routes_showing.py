"""Routes for those who list the whole market: search engines, feed readers, price lists."""

from typing import Final

from gateway.api.route import routes

SHOWING: Final = routes("catalog", "GET /products/published", "GET /products/published/news")
