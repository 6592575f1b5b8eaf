"""Pickup points and delivery rounds: kept by the operator, used by shops, moved by buyers."""

from gateway.pages.ways import bringing, day, desk, hosted, moving

ROUTES = [*desk.ROUTES, *bringing.ROUTES, *day.ROUTES, *hosted.ROUTES, *moving.ROUTES]
