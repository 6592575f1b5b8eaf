"""Tables of goods: file, columns, preview, done."""

from gateway.pages.imports import file, steps

ROUTES = [*file.ROUTES, *steps.ROUTES]
