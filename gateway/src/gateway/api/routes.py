"""Every address the public API has. What is not listed here does not exist for the outside."""

from typing import Final

from gateway.api.route import SLOW, Route, routes
from gateway.api.routes_cases import CASES
from gateway.api.routes_checklist import CHECKLIST
from gateway.api.routes_contracts import CONTRACTS
from gateway.api.routes_demand import DEMAND
from gateway.api.routes_discovery import DISCOVERY
from gateway.api.routes_duties import DUTIES
from gateway.api.routes_gates import GATES
from gateway.api.routes_import import IMPORT
from gateway.api.routes_keeping import KEEPING
from gateway.api.routes_kinds import KINDS
from gateway.api.routes_money import MONEY
from gateway.api.routes_papers import PAPERS
from gateway.api.routes_payments import PAYMENTS
from gateway.api.routes_people import PEOPLE
from gateway.api.routes_prices import PRICES
from gateway.api.routes_print import PRINT
from gateway.api.routes_profile import PROFILE
from gateway.api.routes_ranking import RANKING
from gateway.api.routes_showing import SHOWING
from gateway.api.routes_times import TIMES
from gateway.api.routes_ways import WAYS
from gateway.api.routes_withdrawals import WITHDRAWALS
from gateway.api.routes_working import WORKING

CATALOG: Final = (
    *routes(
        "catalog",
        "GET /categories",
        "GET POST /shops",
        "GET PATCH /shops/{slug}",
        "POST /shops/{slug}/go-live",
        "POST /shops/{slug}/pause",
        "POST /shops/{slug}/handover",
        "GET /shops/{slug}/activity",
        "GET POST /shops/{slug}/products",
        "GET /my/shops",
        "GET /handovers/{code}",
        "POST /handovers/{code}/accept",
        "GET PATCH /products/{id}",
        "POST /products/{id}/publish",
        "POST /products/{id}/withdraw",
        "GET /products/{id}/price-history",
        "PATCH DELETE /products/{id}/images/{image_id}",
    ),
    Route("POST", "/api/v1/products/{id}/images", "catalog", "upload", SLOW),
    Route("GET", "/media/{name}", "catalog", "media"),
)

ORDERS: Final = (
    *routes(
        "orders",
        "POST /carts",
        "GET /carts/{id}",
        "PUT /carts/{id}/lines",
        "PUT /carts/{id}/lines/{variant_id}",
        "POST /carts/{id}/confirm-prices",
        "POST /carts/{id}/claim",
        "GET /carts/{id}/slots",
        "GET /orders/{id}",
        "GET /my/orders",
        "POST /orders/{id}/cancel",
        "GET /shops/{slug}/orders",
        "GET /shops/{slug}/stock",
        "PUT /stock/{variant_id}",
        "GET /shop-orders/{id}",
        "POST /shop-orders/{id}/accept",
        "POST /shop-orders/{id}/decline",
        "POST /shop-orders/{id}/ready",
        "POST /shop-orders/{id}/hand-over",
        "POST /shop-orders/{id}/cancel",
        "POST /shop-orders/{id}/undo",
    ),
    *routes(
        "orders",
        "POST /carts/{id}/checkout",
        "POST /orders/{id}/pay",
        "POST /orders/{id}/payment/sync",
        patience=SLOW,
    ),
    Route("POST", "/webhooks/stripe", "orders", "webhook", SLOW),
    Route("POST", "/webhooks/stripe/connect", "orders", "webhook", SLOW),
)

SEARCH: Final = routes("search", "GET /search", "GET /suggest")

OWN: Final = (
    *routes(
        "gateway",
        "POST /accounts",
        "POST /accounts/me/erase",
        "POST /passwords/forgotten",
        "POST /passwords/new",
        "GET POST DELETE /session",
        "GET POST /tokens",
        "DELETE /tokens/{id}",
        "GET /operations/dead-letters",
        "GET /operations/dead-letters/{id}",
        "POST /operations/dead-letters/replay",
        "GET /operations/mails",
        "GET /operations/mails/{id}",
    ),
    Route("GET", "/api/docs", "gateway"),
    Route("GET", "/api/docs.css", "gateway"),
    Route("GET", "/api/openapi.json", "gateway"),
)

ROUTES: Final = (
    *CATALOG,
    *ORDERS,
    *SEARCH,
    *DISCOVERY,
    *OWN,
    *CASES,
    *PEOPLE,
    *DEMAND,
    *CHECKLIST,
    *GATES,
    *PRICES,
    *PROFILE,
    *PRINT,
    *IMPORT,
    *DUTIES,
    *MONEY,
    *WORKING,
    *WITHDRAWALS,
    *WAYS,
    *PAPERS,
    *PAYMENTS,
    *CONTRACTS,
    *KINDS,
    *RANKING,
    *SHOWING,
    *TIMES,
    *KEEPING,
)
