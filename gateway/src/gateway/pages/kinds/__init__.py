"""Kinds of goods that ask for more than a tap: weighing, empties, quotes."""

from gateway.pages.kinds import packing

ROUTES = [*packing.ROUTES]
