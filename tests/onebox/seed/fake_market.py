"""A market in memory that keeps to the public API as far as the seeder uses it."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from catalog.domain.slugs import free_slug
from onebox.seed.client import Answer, JsonObject, UnreachableError

Call = tuple[str, str]
ROUTES: list[tuple[str, str, str]] = [
    ("POST", r"/api/v1/tokens", "_issue"),
    ("DELETE", r"/api/v1/tokens/(\w+)", "_revoke"),
    ("GET", r"/api/v1/shops/([\w-]+)", "_shop"),
    ("POST", r"/api/v1/shops", "_create_shop"),
    ("GET", r"/api/v1/shops/([\w-]+)/checklist", "_checklist"),
    ("POST", r"/api/v1/shops/([\w-]+)/checklist", "_answer_checklist"),
    ("POST", r"/api/v1/shops/([\w-]+)/checklist/(\w+)/reject", "_reject"),
    ("POST", r"/api/v1/shops/([\w-]+)/go-live", "_open"),
    ("POST", r"/api/v1/shops/([\w-]+)/mandates", "_ask"),
    ("GET", r"/api/v1/mandates/([\w-]+)", "_wording"),
    ("GET", r"/api/v1/handovers/([\w-]+)", "_wording"),
    ("POST", r"/api/v1/mandates/([\w-]+)/grant", "_grant"),
    ("GET", r"/api/v1/shops/([\w-]+)/products\?(.*)", "_products"),
    ("POST", r"/api/v1/shops/([\w-]+)/products", "_create_product"),
    ("POST", r"/api/v1/products/(\d+)/publish", "_publish"),
    ("POST", r"/api/v1/products/(\d+)/approve", "_approve"),
    ("POST", r"/api/v1/shops/([\w-]+)/handover", "_hand_over"),
    ("POST", r"/api/v1/handovers/([\w-]+)/accept", "_accept"),
]


@dataclass
class FakeMarket:
    page: int = 2
    shops: dict[str, dict[str, Any]] = field(default_factory=dict)
    products: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Answer] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    breaks: Callable[[Call], bool] = lambda call: False
    looks_at: str = ""
    """A category whose goods wait for an operator."""
    refuses: Callable[[JsonObject], Answer | None] = lambda body: None
    under_way: int = 0
    most_under_way: int = 0

    async def call(
        self, method: str, path: str, body: JsonObject | None = None, *, token="", key=""
    ) -> Answer:
        self.calls.append((method, path))
        if self.breaks((method, path)):
            raise UnreachableError(path)
        if key and key in self.kept:
            return self.kept[key]
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        answer = self._answer(method, path, body or {}, token)
        if key and answer.ok:
            self.kept[key] = answer
        return answer

    def _answer(self, method: str, path: str, body: JsonObject, token: str) -> Answer:
        for wanted, pattern, name in ROUTES:
            found = re.fullmatch(pattern, path)
            if wanted == method and found:
                answer: Answer = getattr(self, name)(*found.groups(), body=body, token=token)
                return answer
        return Answer(405, {"detail": path})

    def _issue(self, body, token):
        if body["password"] != "marktplatz-zeitz":
            return Answer(401, {"detail": "Falsches Passwort."})
        issued = f"t{len(self.calls)}"
        self.tokens[issued] = body["email"]
        return Answer(201, {"id": issued, "token": issued})

    def _revoke(self, issued, body, token):
        del self.tokens[issued]
        return Answer(204, None)

    def _shop(self, slug, body, token):
        shop = self.shops.get(slug)
        return Answer(200, shop) if shop else Answer(404, {"detail": "Gibt es nicht."})

    def _create_shop(self, body, token):
        slug = free_slug(body["name"], self.shops)
        self.shops[slug] = {"slug": slug, "status": "draft", "stage": "preparing"}
        self.products[slug] = []
        return Answer(201, self.shops[slug])

    def _ask(self, slug, body, token):
        assert "visibility" in body["actions"]
        assert body["until"] == "2027-11-20"
        return Answer(201, {"url_path": f"/mandat/{slug}"})

    def _wording(self, code, body, token):
        return Answer(200, {"wording": {"version": "2026-11"}})

    def _grant(self, code, body, token):
        assert not token
        assert body["name"]
        assert body["wording"] == "2026-11"
        self.shops[code]["granted"] = True
        return Answer(200, {})

    def _checklist(self, slug, body, token):
        owed = {"voluntary": False, "state": "open", "proof": "", "given_by": "shop"}
        done = {**owed, "key": "contact_mail", "state": "accepted", "allowed": []}
        lines = [
            done,
            {**owed, "key": "food_registration", "allowed": ["declare", "waive"]},
            {**owed, "key": "lucid", "proof": "lucid", "allowed": ["number", "waive"]},
            {**owed, "key": "lawful_goods", "given_by": "owner", "allowed": ["waive"]},
            {**owed, "key": "payout_account", "voluntary": True, "allowed": ["declare"]},
        ]
        return Answer(200, {"items": lines})

    def _answer_checklist(self, slug, body, token):
        self.shops[slug]["shown"] = {answer["key"]: answer for answer in body["answers"]}
        return Answer(200, {"items": []})

    def _reject(self, slug, key, body, token):
        self.shops[slug]["refused"] = {key: body["reason"]}
        return Answer(200, {"items": []})

    def _open(self, slug, body, token):
        if not self.shops[slug].get("granted"):
            return Answer(403, {"detail": "Dafür reicht die Vollmacht nicht."})
        if "food_registration" not in self.shops[slug].get("shown", {}):
            return Answer(422, {"detail": "Es fehlt noch die Anmeldung."})
        self.shops[slug]["status"] = "live"
        return Answer(200, self.shops[slug])

    def _products(self, slug, query, body, token):
        start = int(query.partition("cursor=")[2] or 0)
        following = start + self.page
        items = self.products[slug]
        more = str(following) if following < len(items) else None
        return Answer(200, {"items": items[start:following], "next": more})

    def _create_product(self, slug, body, token):
        if self.shops[slug].get("mandate") is False:
            return Answer(403, {"detail": "Das darf nur der Laden."})
        if refused := self.refuses(body):
            return refused
        number = str(sum(len(products) for products in self.products.values()))
        made = {"id": number, "status": "draft", **body}
        self.products[slug].append(made)
        return Answer(201, made)

    def _publish(self, product_id, body, token):
        for products in self.products.values():
            for product in products:
                if product["id"] == product_id:
                    waits = product.get("category") == self.looks_at
                    product["status"] = "in_review" if waits else "published"
                    return Answer(200, product)
        return Answer(404, {"detail": "Gibt es nicht."})

    def _approve(self, product_id, body, token):
        if self.tokens[token] != "betrieb@example.org":
            return Answer(403, {"detail": "Das darf nur der Betrieb."})
        for products in self.products.values():
            for product in products:
                if product["id"] == product_id:
                    product["status"] = "published"
                    return Answer(200, product)
        return Answer(404, {"detail": "Gibt es nicht."})

    def _hand_over(self, slug, body, token):
        return Answer(201, {"code": slug})

    def _accept(self, code, body, token):
        self.shops[code] |= {"stage": "handed_over", "owner": self.tokens[token]}
        return Answer(200, self.shops[code])

    def titles(self, slug: str) -> list[str]:
        return [product["title"] for product in self.products[slug]]
