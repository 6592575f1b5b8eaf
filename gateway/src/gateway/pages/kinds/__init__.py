"""Kinds of goods that ask for more than a tap: weighing, empties, quotes."""

from gateway.pages.kinds import ask, desk, packing, quote

ROUTES = [*packing.ROUTES, *ask.ROUTES, *quote.ROUTES, *desk.ROUTES]
