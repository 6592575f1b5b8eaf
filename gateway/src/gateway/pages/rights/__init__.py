"""Who may do what for a shop: mandates, people, the log, and how businesses come to the market."""

from gateway.pages.rights import apply, ask, crew, log, mandate, owner

ROUTES = [
    *mandate.ROUTES,
    *owner.ROUTES,
    *ask.ROUTES,
    *log.ROUTES,
    *crew.ROUTES,
    *apply.ROUTES,
]
