"""The advisors' desk: which businesses are on their way, and what each still needs."""

from gateway.pages.advisor import board, calendar, case, deeds, documents, handover, new

ROUTES = [
    *board.ROUTES,
    *new.ROUTES,
    *calendar.ROUTES,
    *documents.ROUTES,
    *deeds.ROUTES,
    *handover.ROUTES,
    # Last: a shop's name would fit where a page's own name stands.
    *case.ROUTES,
]
