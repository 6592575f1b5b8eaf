"""Invoices: the buyer's, the shop's, and all of them for the operator."""

from gateway.pages.papers import bought, corrections, desk, operations

ROUTES = [*bought.ROUTES, *desk.ROUTES, *corrections.ROUTES, *operations.ROUTES]
