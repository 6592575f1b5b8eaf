"""Invoices: the buyer's, the shop's, and all of them for the operator."""

from gateway.pages.papers import bought, desk, operations

ROUTES = [*bought.ROUTES, *desk.ROUTES, *operations.ROUTES]
