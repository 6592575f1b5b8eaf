"""All routers of the service, for `app.py`."""

from orders.http import carts, counter, orders, stock

ROUTERS = (carts.router, orders.router, counter.router, stock.router)
