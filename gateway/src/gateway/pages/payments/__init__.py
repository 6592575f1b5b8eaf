"""Money that comes in: ordering again after it did not, and what needs a person."""

from gateway.pages.payments import matters, once_more

ROUTES = [*once_more.ROUTES, *matters.ROUTES]
