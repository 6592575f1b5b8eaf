"""Idempotency keys: the first answer is kept and given again, other parameters are refused."""

import hashlib
import json
from dataclasses import dataclass

from stripe_standin.errors import key_in_use, key_reused
from stripe_standin.store import Document, Store


@dataclass(frozen=True)
class Answer:
    status: int
    body: Document


class Keys:
    def __init__(self, store: Store) -> None:
        self._store = store
        self.busy: set[str] = set()

    def recall(self, key: str, fingerprint: str) -> Answer | None:
        if key in self.busy:
            raise key_in_use(key)
        row = self._store.db.execute(
            "SELECT fingerprint, status, body FROM answer WHERE key = ?", (key,)
        ).fetchone()
        if row is None:
            return None
        if row["fingerprint"] != fingerprint:
            raise key_reused(key)
        return Answer(row["status"], json.loads(row["body"]))

    def save(self, key: str, fingerprint: str, answer: Answer) -> None:
        self._store.db.execute(
            "INSERT INTO answer (key, fingerprint, status, body) VALUES (?, ?, ?, ?)",
            (key, fingerprint, answer.status, json.dumps(answer.body)),
        )

    def begin(self, key: str) -> None:
        self.busy.add(key)

    def end(self, key: str) -> None:
        self.busy.discard(key)


def fingerprint_of(method: str, path: str, body: bytes) -> str:
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).hexdigest()
