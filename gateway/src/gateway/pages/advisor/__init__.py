"""The advisors' desk: which businesses are on their way, and what each still needs."""

from gateway.pages.advisor import board, case, new

ROUTES = [*board.ROUTES, *new.ROUTES, *case.ROUTES]
