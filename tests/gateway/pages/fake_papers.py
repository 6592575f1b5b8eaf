"""Invoices in the in-memory market."""

from typing import Any

from gateway.clients import UpstreamResponse

from tests.gateway.pages.fake_catalog import only_people_of
from tests.gateway.pages.fake_duties import only_operators
from tests.gateway.pages.fake_market import Asked, FakeMarket
from tests.gateway.pages.goods import an_id, euros

INVOICE, CORRECTION, SOLD = an_id("invoice"), an_id("correction"), an_id("sold part")
_SHOP = {"id": an_id("morgenroth"), "slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth"}


def _paper(**changes: Any) -> dict[str, Any]:
    paper: dict[str, Any] = {
        "id": INVOICE, "number": "BM-2026-00001", "kind": "invoice",
        "issued_at": "2026-11-20T10:00:00+01:00", "supplied_on": "2026-11-20",
        "order_id": an_id("order"), "shop_order_id": SOLD, "shop_order_number": "2611-1-1",
        "shop": _SHOP, "seller": "Karl Morgenroth", "buyer": "Grundschule <am> Markt",
        "refers_to": None, "net": euros(897), "tax": euros(63), "total": euros(960),
        "formats": ["pdf", "xrechnung"],
    }  # fmt: skip
    return paper | changes


PAPERS = [
    _paper(),
    _paper(
        id=CORRECTION, number="BM-2026-00002", kind="credit_note", refers_to="BM-2026-00001",
        total=euros(480), formats=["pdf"],
    ),
]  # fmt: skip
NAMED: dict[str, Any] = {
    "name": "Grundschule <am> Markt", "contact": "", "street": "Markt 5", "postal_code": "06712",
    "place": "Zeitz", "vat_id": "", "reference": "", "email": "a@example.org",
    "is_business": True,
}  # fmt: skip
STANDING: dict[str, Any] = {
    "stands": True, "number": "BM-2026-00001", "issued_on": "2026-11-20",
    "shop_order_number": "2611-1-1", "total": euros(480), "buyer": NAMED,
}  # fmt: skip
WAITING = {
    "kind": "invoice", "shop_order_number": "2611-2-1", "shop": _SHOP,
    "since": "2026-11-20T10:00:00+01:00",
    "missing": [{"code": "tax_id", "words": "USt-IdNr. oder Steuernummer"}],
}  # fmt: skip
_SETTINGS = {
    "prefix": "BM", "tax_number": "", "at_pickup": True, "vat_id": "", "tax_mode": "small_19",
    "legal_name": "Karl Morgenroth", "year": 2026, "turnover": euros(2_100_000),
    "turnover_before": euros(0),
    "limits": [
        {"key": "next_year", "limit": euros(2_500_000), "percent": 84, "nearness": "near"},
        {"key": "at_once", "limit": euros(10_000_000), "percent": 21, "nearness": "far"},
    ],
}  # fmt: skip


def _page(items: list[Any], following: str | None = None) -> dict[str, Any]:
    return {"items": items, "next": following}


def _of_shop(answer: Any) -> Any:
    def guarded(market: FakeMarket, asked: Asked) -> Any:
        only_people_of(market, asked)
        return answer

    return guarded


def _file(_market: FakeMarket, asked: Asked) -> Any:
    """The bytes say what was asked for."""
    kind = str(asked.query.get("format", "pdf"))
    return UpstreamResponse(200, (), kind.encode())


def _papers(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    return _page([] if asked.query.get("q") == "nichts" else PAPERS, "weiter")


def _correction(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    return STANDING if asked.match.group(2) == INVOICE else {"stands": False}


def _preview(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    name = asked.payload["buyer"]["name"]
    change = {"side": "buyer", "field": "name", "words": "Name", "before": NAMED["name"]}
    return STANDING | {"changes": [change | {"after": name}]}


ROUTES = [
    ("GET", "/shops/([^/]+)/invoices/([0-9a-f-]{36})/correction", _correction),
    ("POST", "/shops/([^/]+)/invoices/([0-9a-f-]{36})/correction/preview", _preview),
    (
        "POST",
        "/shops/([^/]+)/invoices/([0-9a-f-]{36})/correction",
        _of_shop({"cancellation_id": CORRECTION, "invoice_id": INVOICE}),
    ),
    ("GET", "/my/invoices", lambda _m, _a: _page(PAPERS)),
    ("GET", "/orders/([^/]+)/invoices", lambda _m, _a: _page(PAPERS)),
    ("GET", "/orders/([^/]+)/invoices/([^/]+)", _file),
    ("GET", "/shops/([^/]+)/invoices", _papers),
    ("GET", "/shops/([^/]+)/invoices/waiting", _of_shop(_page([WAITING]))),
    ("POST", "/shops/([^/]+)/invoices/waiting", _of_shop(_page([]))),
    ("GET", "/shops/([^/]+)/invoices/(?:table.csv|archive.zip|[0-9a-f-]{36})", _file),
    ("GET", "/shops/([^/]+)/invoice-settings", _of_shop(_SETTINGS)),
    ("PUT", "/shops/([^/]+)/invoice-settings", _of_shop(_SETTINGS)),
    ("GET", "/invoices", only_operators(_page(PAPERS))),
    ("GET", "/invoices/waiting", only_operators(_page([WAITING]))),
    ("GET", "/invoices/([0-9a-f-]{36})", _file),
]
