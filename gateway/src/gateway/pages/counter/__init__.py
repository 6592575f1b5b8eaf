"""Behind the counter: what a shop's people see and do."""

from gateway.pages.counter import (
    again,
    bulk,
    images,
    more,
    orders,
    printing,
    product,
    products,
    stock,
    today,
)

ROUTES = [
    *today.ROUTES,
    *orders.ROUTES,
    *products.ROUTES,
    *bulk.ROUTES,
    *again.ROUTES,
    *product.ROUTES,
    *images.ROUTES,
    *stock.ROUTES,
    *printing.ROUTES,
    *more.ROUTES,
]
