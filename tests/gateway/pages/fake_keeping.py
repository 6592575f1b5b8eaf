"""How long what is kept, in the in-memory market."""

from typing import Any

from tests.gateway.pages.fake_duties import only_operators

_LETTERS: dict[str, Any] = {
    "key": "mails", "action": "delete", "years": 6, "days": None,
    "what": {"de": "Handelsbriefe <alt>", "en": "Letters <old>"},
    "why": {"de": "Handelsbriefe", "en": "Letters"}, "source": "§ 257 HGB",
    "before": "2020-01-01T00:00:00+01:00",
}  # fmt: skip
_INVOICES: dict[str, Any] = {
    "key": "invoices", "action": "keep", "years": 8, "days": None,
    "what": {"de": "Rechnungen", "en": "Invoices"}, "why": {"de": "Belege", "en": "Vouchers"},
    "source": "§ 14b UStG", "before": "2018-01-01T00:00:00+01:00",
}  # fmt: skip
_RUN = {
    "rule": "mails", "day": "2026-11-20", "before": "2020-01-01T00:00:00+01:00", "affected": 12,
    "ran_at": "2026-11-20T02:10:00+01:00", "done": True,
}  # fmt: skip
RETENTION = {
    "source": "AO, UStG", "rules": [_LETTERS, _INVOICES],
    "items": [_RUN, _RUN | {"rule": "gone", "done": False}], "next": "weiter",
}  # fmt: skip
MINE = {"orders": 2, "running": 1, "kept": [_INVOICES | {"count": 1, "until": "2034-12-31"}]}

ROUTES = [
    ("GET", "/operations/retention", only_operators(RETENTION)),
    ("GET", "/my/retention", lambda _m, _a: MINE),
]
