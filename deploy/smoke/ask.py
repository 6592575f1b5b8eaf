"""Asks the running containers what a first visitor would: pages, search, an account."""

import json
import secrets
import sys
import threading
import urllib.error
import urllib.request
from typing import Any

PATIENCE = 120
INDEX_PATIENCE = 20
PAUSE = threading.Event()
NOT_YET = (0, 502, 503, 504)


def ask(url: str, body: Any = None) -> tuple[int, str]:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    request = urllib.request.Request(url, data, headers)  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - see above
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()
    except OSError as outage:
        return 0, str(outage)


def patiently(url: str, body: Any = None) -> tuple[int, str]:
    """The door may be open while a service behind it still starts."""
    answer = ask(url, body)
    for _ in range(PATIENCE):
        if answer[0] not in NOT_YET:
            break
        PAUSE.wait(1)
        answer = ask(url, body)
    return answer


def wait_until_ready(base: str) -> None:
    for _ in range(PATIENCE):
        status, text = ask(f"{base}/health/ready")
        if status == 200:  # noqa: PLR2004 - HTTP's OK
            return
        PAUSE.wait(1)
    sys.exit(f"not ready after {PATIENCE} s: {status} {text}")


def checked(what: str, answer: tuple[int, str], *statuses: int) -> str:
    status, text = answer
    if status not in statuses:
        sys.exit(f"{what}: {status} {text[:500]}")
    return text


def expect(what: str, answer: tuple[int, str], *statuses: int) -> str:
    text = checked(what, answer, *statuses)
    print(f"  {what}: {answer[0]}")  # noqa: T201 - this is the report
    return text


def search(base: str) -> None:
    """Meilisearch takes a moment to have its index; the embedded engine answers until then."""
    for _ in range(INDEX_PATIENCE):
        found = json.loads(checked("search", patiently(f"{base}/api/v1/search?q=brot"), 200))
        if not found["degraded"]:
            break
        PAUSE.wait(1)
    print(f"    by {found['engine']}, degraded: {found['degraded']}")  # noqa: T201 - see above


def main() -> None:
    base = sys.argv[1]
    wait_until_ready(base)
    expect("start page", patiently(f"{base}/"), 200)
    expect("categories (catalog, PostgreSQL)", patiently(f"{base}/api/v1/categories"), 200)
    search(base)
    expect("an empty cart (orders)", patiently(f"{base}/api/v1/carts", {}), 201)
    person = {"email": f"{secrets.token_hex(4)}@example.org", "name": "Anna Amsel"}
    account = {**person, "password": secrets.token_urlsafe(16)}
    expect("an account (gateway)", patiently(f"{base}/api/v1/accounts", account), 200, 201)
    expect("a key set", ask(f"{base}/.well-known/jwks.json"), 200)


if __name__ == "__main__":
    main()
