"""Shops' money and the market's books in the in-memory market."""

from typing import Any

from tests.gateway.pages.fake_catalog import only_people_of
from tests.gateway.pages.fake_duties import only_operators
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import an_id, euros

TRANSFER = an_id("transfer")
FEE, SETTLED, FEE_PAYMENT = an_id("fee"), an_id("settled fee"), an_id("fee payment")
ONBOARDING = "https://connect.example.org/setup/abc"
RULE: dict[str, Any] = {
    "id": an_id("rule"), "name": "Alle Waren <b>", "permille": 75, "fixed": euros(30),
    "category": None, "shop": None, "way": "delivery", "valid_from": "2026-11-01",
    "valid_until": None, "fits_everything": False, "never_counts": True, "never_held": False,
}  # fmt: skip
LINES: list[dict[str, Any]] = [
    {
        "id": an_id("entry"), "at": "2026-11-20T10:00:00+01:00", "kind": "share",
        "words": "Bestellung übergeben", "number": "2611-1-1", "reference": "",
        "goods": euros(960), "deposit": euros(30), "delivery": euros(0), "taken_off": euros(-90),
        "commission": euros(0), "vat_on_commission": euros(0), "to_invoice": False,
        "debt": euros(0), "amount": euros(900), "balance": euros(900),
    },
    {
        "id": an_id("entry 2"), "at": "2026-11-20T10:00:05+01:00", "kind": "transfer",
        "words": "Überweisung auf dein Konto", "number": "2611-1-1", "reference": "tr_1",
        "goods": euros(0), "deposit": euros(0), "delivery": euros(0), "taken_off": euros(0),
        "commission": euros(0), "vat_on_commission": euros(0), "to_invoice": True,
        "debt": euros(15), "amount": euros(-900), "balance": euros(0),
    },
]  # fmt: skip
PAYOUTS: list[dict[str, Any]] = [
    {
        "id": an_id("payout"), "kind": "manual", "amount": euros(900), "status": "paid",
        "reference": "Sammelzahlung <i>", "arrives_on": "2026-11-21", "failure": None,
        "at": "2026-11-21T10:00:00+01:00",
    },
    {
        "id": an_id("payout 2"), "kind": "provider", "amount": euros(100), "status": "failed",
        "reference": "", "arrives_on": None, "failure": "Konto geschlossen",
        "at": "2026-11-21T10:00:00+01:00",
    },
]  # fmt: skip
SHOP_MONEY: dict[str, Any] = {
    "owed": euros(1234), "on_its_way": euros(0), "debt": euros(480), "fees_due": euros(60),
    "account": {"state": "restricted", "may_continue": True, "requirements": {}},
    "commission": {
        "vat_permille": 190, "rules": [RULE], "announced_from": "2026-12-10", "announced": [],
    },
    "today": "2026-11-20",
}  # fmt: skip
TABLE: dict[str, Any] = {
    "today": [RULE], "announced_from": "2026-12-10", "announced": [RULE | {"category": "brot"}],
    "vat_permille": 190, "categories": [{"key": "brot", "name": "Brot"}],
    "notice_until": "2026-12-05",
}  # fmt: skip
_BOOKS: dict[str, Any] = {
    "accounts": {"provider_balance": euros(5000), "owed_to_shop": euros(1234)},
    "items": [
        {
            "slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth", "account": "none",
            "owed": euros(1234), "debt": euros(480), "fees_due": euros(60), "waiting": 2,
        }
    ],
    "next": "weiter",
}  # fmt: skip
_FAILURES: dict[str, Any] = {
    "items": [
        {
            "id": TRANSFER, "amount": euros(480), "error": "<script>", "number": "2611-1-1",
            "shop": {"slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth"},
            "at": "2026-11-20T10:00:00+01:00",
        }
    ],
    "next": None,
}  # fmt: skip
_OPEN: dict[str, Any] = {
    "amount": euros(1234), "netted": euros(100), "count": 2,
    "items": [
        {"number": "2611-1-1", "owed": euros(1334), "since": "2026-11-20T10:00:00+01:00"}
    ],
}  # fmt: skip


_PAYMENT: dict[str, Any] = {
    "id": FEE_PAYMENT, "kind": "bank", "amount": euros(1000), "paid_on": "2026-12-01",
    "reference": "MARKT <u>", "taken_back": False,
}  # fmt: skip
_FEE: dict[str, Any] = {
    "id": FEE, "number": "MARKT-2026-00001", "issued_on": "2026-11-01", "due_on": "2026-11-15",
    "to_pay": euros(6000), "paid": euros(1000), "netted": euros(0), "credited": euros(0),
    "open": euros(5000), "state": "overdue", "payments": [_PAYMENT],
}  # fmt: skip
FEES: dict[str, Any] = {
    "open": euros(5000), "overdue": euros(5000), "next": None,
    "items": [
        _FEE,
        _FEE | {"id": SETTLED, "number": "MARKT-2026-00000", "open": euros(0), "state": "settled"},
    ],
}  # fmt: skip
_OPEN_FEES: dict[str, Any] = {
    "items": [
        {
            "slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth", "open": euros(5000),
            "overdue": euros(5000), "invoices": [_FEE],
        }
    ],
    "next": "weiter",
}  # fmt: skip


def _fee_paid(_market: FakeMarket, asked: Asked) -> Any:
    assert asked.key
    if asked.payload["amount"] > 5000:
        raise refusal(409, "fee_not_open", detail="So viel ist nicht mehr offen.")
    return {"id": FEE_PAYMENT}


def _mine(document: Any) -> Any:
    def answer(market: FakeMarket, asked: Asked) -> Any:
        if asked.principal is None or "operator" not in asked.principal.roles:
            only_people_of(market, asked)
        return document

    return answer


def _paid(_market: FakeMarket, asked: Asked) -> Any:
    assert asked.key
    if asked.payload["amount"] != 1234:
        raise refusal(409, "payout_amount_changed", detail="Der offene Betrag hat sich geändert.")
    return {"id": an_id("payout")}


def _changed(_market: FakeMarket, asked: Asked) -> Any:
    return {"valid_from": asked.payload["valid_from"], "short_notice": True}


def _seen(_market: FakeMarket, asked: Asked) -> Any:
    shops = [
        {
            "slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth", "sales": 3,
            "turnover": euros(3000), "agreed": euros(0), "wanted": euros(180),
        }
    ]  # fmt: skip
    return {"rules": [RULE] * len(asked.payload["rules"]), "shops": shops}


ROUTES = [
    ("GET", "/shops/([^/]+)/money", _mine(SHOP_MONEY)),
    (
        "GET",
        "/shops/([^/]+)/statement",
        _mine({"month": "2026-11", "opening": euros(0), "closing": euros(0), "items": LINES,
               "next": "weiter"}),
    ),
    ("GET", "/shops/([^/]+)/payouts", _mine({"items": PAYOUTS, "next": None})),
    ("POST", "/shops/([^/]+)/payout-account", _mine({"url": ONBOARDING})),
    ("POST", "/shops/([^/]+)/payout-account/sync", _mine(SHOP_MONEY["account"])),
    ("GET", "/shops/([^/]+)/fees", _mine(FEES)),
    ("GET", "/operations/money/fees", only_operators(_OPEN_FEES)),
    ("POST", "/operations/money/fees/([^/]+)/payments", _fee_paid),
    ("POST", "/operations/money/fees/([^/]+)/net", only_operators({"id": FEE_PAYMENT})),
    (
        "POST",
        "/operations/money/fees/payments/([^/]+)/take-back",
        only_operators({"id": FEE_PAYMENT}),
    ),
    ("GET", "/operations/money", only_operators(_BOOKS)),
    ("GET", "/operations/money/failures", only_operators(_FAILURES)),
    ("POST", "/operations/money/transfers/([^/]+)/retry", only_operators({})),
    ("GET", "/operations/money/shops/([^/]+)/open", only_operators(_OPEN)),
    ("POST", "/operations/money/shops/([^/]+)/payouts", _paid),
    ("GET", "/operations/commission", only_operators(TABLE)),
    ("PUT", "/operations/commission", _changed),
    ("POST", "/operations/commission/preview", _seen),
    (
        "GET",
        "/operations/commission/history",
        only_operators({"items": [RULE, RULE | {"never_held": True}], "next": "weiter"}),
    ),
]  # fmt: skip
