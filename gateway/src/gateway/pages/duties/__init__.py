"""Reporting, deciding, complaining, calling back, and whom to turn to."""

from gateway.pages.duties import cases, contacts, recalled, recalls, report, shop, takedowns

ROUTES = [
    *report.ROUTES,
    *recalled.ROUTES,
    *contacts.ROUTES,
    *cases.ROUTES,
    *takedowns.ROUTES,
    *recalls.ROUTES,
    *shop.ROUTES,
]
