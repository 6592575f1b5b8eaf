"""Requests nobody should send: made from the service's own description, each spoiled somewhere."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID

import orjson

from tests.support.asgi import Answer, AsgiClient

DESCRIBED = Path(__file__).parents[2] / "docs" / "openapi"
NO_PROVIDER = {"provider_unreachable"}
"""Tests have none."""
MACHINES_WORDS = ("Input should", "Value error", "String should", "Field required", "JSON decode")

MOMENTS = ("2026-11-21T09:00:00+01:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59")
DAYS = ("2026-11-21", "2026-02-30", "9999-12-31", "0001-01-01")
WORDS = ("", "\x00", "a\x00b", "\ud800", "\u202e", "x" * 6000, "🜁" * 90, "%00", "' OR 1=1 --", "٣")
NUMBERS = (0, -1, 2**31, 2**63, -(2**63) - 1, 10**400, 0.1, 1e308, float("nan"), float("-inf"))
_DEEP: Any = None
for _ in range(200):
    _DEEP = [_DEEP]
WRONG: tuple[Any, ...] = (
    *WORDS, *NUMBERS, *MOMENTS, *DAYS, None, True, [], {}, {"a": 1}, _DEEP, [1] * 5000,
    "018f6d9c-0000-7000-8000-000000000000",
)  # fmt: skip
BODIES = (
    b"", b"{", b"null", b"NaN", b'"x"', b"\xff\xfe", b"[" * 50_000, b'{"a":1,"a":2}',
    b'{"amount":1e999}', b"\x00",
)  # fmt: skip
QUERIES = ("%00", "%ff", "%ed%a0%80", "", "-1", "9" * 400, "x" * 3000, "a&limit=0", "2026-99")
HEADERS = ("", "\x7f", "ä", "x" * 300, '"', '"99999999999999999999"', "a b", "0")
Item = TypeVar("Item")
_DEEPEST_SPOILED = 6
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Spoiler:
    """`known` are things there are, by the name of the parameter; the rest is made up."""

    def __init__(
        self, document: Mapping[str, Any], known: Mapping[str, Sequence[str]], random: Random
    ) -> None:
        self._schemas = document["components"]["schemas"]
        self._known = known
        self._random = random

    def request(self, method: str, path: str, operation: Mapping[str, Any]) -> Request:
        parameters = operation.get("parameters", ())
        of = {place: [p for p in parameters if p["in"] == place] for place in ("query", "header")}
        filled = re.sub(r"{(\w+)}", lambda found: self._part(found[1]), path)
        query = "&".join(f"{p['name']}={self._query(p)}" for p in of["query"] if self._chance(0.6))
        headers = {p["name"].lower(): self._header(p) for p in of["header"] if self._chance(0.95)}
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        body = self._body(content["schema"]) if content else self._one(BODIES)
        if body:
            headers["content-type"] = self._mostly("application/json", ("text/plain", "x", ""))
        return Request(method, f"{filled}?{query}", headers, body)

    def _body(self, schema: Mapping[str, Any]) -> bytes:
        if self._chance(0.1):
            return self._one(BODIES)
        value = self._fitting(schema, 0)
        for _ in range(self._random.randint(0, 2)):
            value = self._spoiled(value)
        return json.dumps(value).encode()

    def _part(self, name: str) -> str:
        known = self._one(self._known.get(name, [self._uuid()]))
        if self._chance(0.97):
            return quote(known)
        return self._one((*QUERIES, quote("\u202e"), "..", "%2e%2e%2f"))

    def _query(self, parameter: Mapping[str, Any]) -> str:
        if self._chance(0.5):
            return self._one(QUERIES)
        known = self._known.get(parameter["name"])
        return quote(str(self._one(known) if known else self._fitting(parameter["schema"], 0)))

    def _header(self, parameter: Mapping[str, Any]) -> str:
        return self._mostly(f"k{self._random.randint(0, 3)}", HEADERS)

    def _fitting(self, schema: Mapping[str, Any], depth: int) -> Any:
        """Something that fits the schema by and large; rules beyond it are not known here."""
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rsplit("/", 1)[1]]
        if "anyOf" in schema:
            return self._fitting(self._one(schema["anyOf"]), depth)
        if "enum" in schema or "const" in schema:
            return self._one(schema.get("enum") or [schema.get("const")])
        made = {
            "object": self._object,
            "array": self._array,
            "integer": self._number,
            "number": self._number,
            "string": self._text,
            "boolean": lambda _schema, _depth: self._chance(0.5),
        }.get(schema.get("type", ""))
        return made(schema, depth) if made else None

    def _array(self, schema: Mapping[str, Any], depth: int) -> list[Any]:
        least = schema.get("minItems", 0)
        count = self._random.randint(least, max(least, min(3, schema.get("maxItems", 3))))
        return [self._fitting(schema.get("items", {}), depth + 1) for _ in range(count)]

    def _number(self, schema: Mapping[str, Any], _depth: int) -> Any:
        low = schema.get("minimum", schema.get("exclusiveMinimum", -10))
        return self._one([low, low + 1, schema.get("maximum", 100)])

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        needed = schema.get("required", ())
        found = {
            name: self._fitting(each, depth + 1)
            for name, each in schema.get("properties", {}).items()
            if name in needed or self._chance(0.5)
        }
        more = schema.get("additionalProperties")
        if isinstance(more, dict):
            found[self._one(self._known["uuid"])] = self._fitting(more, depth + 1)
        return found

    def _text(self, schema: Mapping[str, Any], _depth: int) -> str:
        match schema.get("format"):
            case "uuid":
                return self._one([*self._known["uuid"], self._uuid()])
            case "date-time":
                return self._mostly(MOMENTS[0], MOMENTS)
            case "date":
                return self._mostly(DAYS[0], DAYS)
        least = schema.get("minLength", 0)
        return self._one(["06712", "anna@example.org", "DE123456789", "Anna", "mo", "07:30"]).ljust(
            least, "x"
        )

    def _spoiled(self, value: Any) -> Any:
        """One place of it is something else, is missing, or is one too many."""
        path = self._one(list(_places(value)))
        if not path:
            return deepcopy(self._one(WRONG)) if self._chance(0.3) else value
        parent = value
        for step in path[:-1]:
            parent = parent[step]
        if isinstance(parent, dict) and self._chance(0.2):
            parent[self._one(("id", "roles", "account_id", "", "\x00", "__proto__"))] = 1
        else:
            parent[path[-1]] = deepcopy(self._one(WRONG))
        return value

    def _uuid(self) -> str:
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _one(self, choices: Sequence[Item]) -> Item:
        return self._random.choice(choices)

    def _mostly(self, usual: Item, others: Sequence[Item], share: float = 0.8) -> Item:
        return usual if self._chance(share) else self._one(others)


def _places(value: Any, path: Place = ()) -> Iterator[Place]:
    yield path
    if len(path) == _DEEPEST_SPOILED:
        return
    inside: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for key, each in inside:
        yield from _places(each, (*path, key))


async def faults(
    service: str,
    people: Mapping[str, AsgiClient],
    known: Mapping[str, Sequence[str]],
    *,
    seed: int = 1,
    cases: int = 5,
    named: bool = False,
) -> list[str]:
    """So many requests for each route of the service; what was answered with a fault of ours.

    A refusal that does not say what is wrong is one too; with `named`, also one that does not say
    where. Only rules about several fields at once may leave that out.
    """
    document = orjson.loads((DESCRIBED / f"{service}.json").read_bytes())
    random = Random(seed)
    spoiler = Spoiler(document, known, random)
    asked = [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ] * cases
    random.shuffle(asked)
    found = []
    for method, path, operation in asked:
        request = spoiler.request(method, path, operation)
        name = random.choice(list(people))
        if fault := await _fault(people[name], request, named=named):
            found.append(f"{name}: {fault}")
    return found


async def _fault(person: AsgiClient, request: Request, *, named: bool) -> str | None:
    answer = await person.request(
        request.method, request.path, body=request.body, headers=request.headers
    )
    if answer.status < HTTPStatus.BAD_REQUEST or _is_told(request, answer, named=named):
        return None
    said = f"{request.method} {request.path[:200]} {request.headers} {request.body[:400]!r}"
    return f"{answer.status} {said} {answer.body[:400]!r}"


def _is_told(request: Request, answer: Answer, *, named: bool) -> bool:
    """A refusal says what is wrong, in plain words, and where."""
    if answer.headers.get("content-type") != "application/problem+json":
        return False
    told = answer.json()
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return answer.status == HTTPStatus.SERVICE_UNAVAILABLE and told["code"] in NO_PROVIDER
    if not told["code"] or not told["detail"]:
        return False
    errors = told["errors"]
    if told["code"] == "invalid" and not errors:
        return False
    says_where = _has_no_names(request) or all(error["field"] for error in errors)
    return (says_where or not named) and all(_is_plain(error["message"]) for error in errors)


def _is_plain(message: str) -> bool:
    return bool(message) and not message.startswith(MACHINES_WORDS)


def _has_no_names(request: Request) -> bool:
    """What is no object, or is not said to be JSON, has none; and a name may be empty."""
    if request.headers.get("content-type") != "application/json" or b'"":' in request.body:
        return True
    try:
        return not isinstance(json.loads(request.body), dict)
    except (ValueError, RecursionError):
        return True
