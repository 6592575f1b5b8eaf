"""The verbs of the market that the seeder uses, each said by a signed-in person."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from onebox.seed.client import Answer, JsonObject, MarketClient, RefusedError

NOT_FOUND = 404
PAGE = 100
ACTIONS = ("profile", "products", "prices", "stock", "orders", "proofs", "visibility")


@dataclass(frozen=True)
class FoundProduct:
    id: str
    status: str
    skus: frozenset[str]


@dataclass(frozen=True)
class Person:
    """Somebody with a token, and what they can do at the market."""

    client: MarketClient
    token: str

    async def find_shop(self, slug: str) -> dict[str, Any] | None:
        answer = await self.client.call("GET", f"/api/v1/shops/{slug}", token=self.token)
        if answer.status == NOT_FOUND:
            return None
        return _object(f"shop {slug}", answer)

    async def create_shop(self, body: JsonObject, key: str) -> dict[str, Any]:
        return await self.post("/api/v1/shops", body, key=key)

    async def open_shop(self, slug: str) -> None:
        await self.post(f"/api/v1/shops/{slug}/go-live")

    async def checklist_of(self, slug: str) -> list[dict[str, Any]]:
        """What the shop is asked for, line by line."""
        path = f"/api/v1/shops/{slug}/checklist"
        found = _object(path, await self.client.call("GET", path, token=self.token))
        return list(found["items"])

    async def answer_checklist(self, slug: str, answers: list[dict[str, Any]]) -> None:
        await self.post(f"/api/v1/shops/{slug}/checklist", {"answers": answers})

    async def refuse_proof(self, slug: str, key: str, reason: str) -> None:
        await self.post(f"/api/v1/shops/{slug}/checklist/{key}/reject", {"reason": reason})

    async def products_of(self, slug: str) -> AsyncIterator[FoundProduct]:
        """All the person may see, page by page."""
        cursor = ""
        while True:
            path = f"/api/v1/shops/{slug}/products?limit={PAGE}{cursor}"
            page = _object(path, await self.client.call("GET", path, token=self.token))
            for item in page["items"]:
                skus = frozenset(variant["sku"] for variant in item["variants"])
                yield FoundProduct(item["id"], item["status"], skus)
            if not page["next"]:
                return
            cursor = f"&cursor={page['next']}"

    async def create_product(self, slug: str, body: JsonObject, key: str) -> str:
        made = await self.post(f"/api/v1/shops/{slug}/products", body, key=key)
        return str(made["id"])

    async def publish(self, product_id: str) -> str:
        """The status it has afterwards: some goods are looked at first."""
        answer = await self.post(f"/api/v1/products/{product_id}/publish")
        return str(answer["status"])

    async def say(self, product_id: str, said: str) -> None:
        """There today, on order or out, without counting."""
        path = f"/api/v1/products/{product_id}/availability"
        body: JsonObject = {"said": said}
        _object(path, await self.client.call("PUT", path, body, token=self.token))

    async def approve(self, product_id: str) -> None:
        await self.post(f"/api/v1/products/{product_id}/approve")

    async def prepare_handover(self, slug: str, email: str) -> str:
        made = await self.post(f"/api/v1/shops/{slug}/handover", {"email": email})
        return str(made["code"])

    async def accept_handover(self, code: str, until: date) -> None:
        """The owner takes the shop over, and lets the advisor go on."""
        path = f"/api/v1/handovers/{code}"
        shown = _object(path, await self.client.call("GET", path))
        mandate = {**_mandate(until), "wording": shown["wording"]["version"]}
        await self.post(f"{path}/accept", {"mandate": mandate})

    async def obtain_mandate(self, slug: str, business: str, until: date) -> None:
        """Asks the business, which agrees by the link, as it would from the mail."""
        asked = await self.post(f"/api/v1/shops/{slug}/mandates", _mandate(until))
        path = "/api/v1/mandates/" + str(asked["url_path"]).rpartition("/")[2]
        shown = _object(path, await self.client.call("GET", path))
        consent = {"name": business, "wording": shown["wording"]["version"]}
        _object(path, await self.client.call("POST", f"{path}/grant", consent))

    async def get(self, path: str) -> dict[str, Any]:
        return _object(path, await self.client.call("GET", path, token=self.token))

    async def patch(self, path: str, body: JsonObject) -> None:
        _object(path, await self.client.call("PATCH", path, body, token=self.token))

    async def put(self, path: str, body: JsonObject) -> None:
        _object(path, await self.client.call("PUT", path, body, token=self.token))

    async def post(
        self, path: str, body: JsonObject | None = None, *, key: str = ""
    ) -> dict[str, Any]:
        answer = await self.client.call("POST", path, body, token=self.token, key=key)
        return _object(path, answer)

    async def tell(self, path: str, body: JsonObject, *, key: str = "") -> None:
        """What is answered with nothing."""
        answer = await self.client.call("POST", path, body, token=self.token, key=key)
        if not answer.ok:
            raise RefusedError(path, answer)


@asynccontextmanager
async def signed_in(client: MarketClient, email: str, password: str) -> AsyncIterator[Person]:
    """Somebody with a token of their own, taken back at the end."""
    wanted = {"email": email, "password": password, "name": "seed"}
    issued = _object(f"token of {email}", await client.call("POST", "/api/v1/tokens", wanted))
    try:
        yield Person(client, issued["token"])
    finally:
        await client.call("DELETE", f"/api/v1/tokens/{issued['id']}", token=issued["token"])


def _mandate(until: date) -> JsonObject:
    return {"actions": list(ACTIONS), "until": until.isoformat()}


def _object(doing: str, answer: Answer) -> dict[str, Any]:
    if not answer.ok or not isinstance(answer.body, dict):
        raise RefusedError(doing, answer)
    return answer.body
