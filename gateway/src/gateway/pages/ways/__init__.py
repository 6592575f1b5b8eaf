"""Pickup points and delivery rounds: kept by the operator, used by shops, moved by buyers."""

from gateway.pages.ways import bringing, day, desk, driven, hosted, moving

ROUTES = [
    *desk.ROUTES,
    *bringing.ROUTES,
    *day.ROUTES,
    *driven.ROUTES,
    *hosted.ROUTES,
    *moving.ROUTES,
]
