"""When shops take orders, and selling rounds of several producers."""

from gateway.pages.times import rounds, rules, shown

ROUTES = [*rules.ROUTES, *rounds.ROUTES, *shown.ROUTES]
