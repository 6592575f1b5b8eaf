"""The region in numbers, for advisors and operators: what is missing, and what has been reached."""

from gateway.pages.demand import board, report

ROUTES = [*board.ROUTES, *report.ROUTES]
