"""Prices over time, promotions, and goods that nobody counts."""

from gateway.pages.prices import history, renewal, said

ROUTES = [*history.ROUTES, *said.ROUTES, *renewal.ROUTES]
