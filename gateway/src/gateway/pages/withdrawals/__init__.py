"""Withdrawing from a contract: the public function, its receipt, and who works on it."""

from gateway.pages.withdrawals import declare, desk, lists, receipt

ROUTES = [*declare.ROUTES, *receipt.ROUTES, *desk.ROUTES, *lists.ROUTES]
