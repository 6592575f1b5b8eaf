"""Everything the stand-in knows, as JSON documents in SQLite, in memory or in a file."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS object (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS object_kind ON object (kind, seq);
CREATE INDEX IF NOT EXISTS session_end ON object (json_extract(body, '$.expires_at'))
    WHERE kind = 'checkout.session' AND json_extract(body, '$.status') = 'open';
CREATE INDEX IF NOT EXISTS due_at ON object (json_extract(body, '$.at')) WHERE kind = 'due';
CREATE INDEX IF NOT EXISTS entry_account ON object (json_extract(body, '$._account'))
    WHERE kind = 'balance_transaction';
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, state TEXT NOT NULL,
    due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, signed_at REAL, last TEXT);
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, due, seq);
CREATE TABLE IF NOT EXISTS log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL);
"""

Document = dict[str, Any]


class Store:
    def __init__(self, path: str | None = None) -> None:
        # One event loop uses it; mounting may build the app in another thread than it runs in.
        self.db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.executescript(_TABLES)

    def close(self) -> None:
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def put(self, document: Document) -> Document:
        self.db.execute(
            "INSERT INTO object (id, kind, body) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            (document["id"], document["object"], json.dumps(document)),
        )
        return document

    def find(self, kind: str, object_id: str) -> Document | None:
        row = self.db.execute(
            "SELECT body FROM object WHERE id = ? AND kind = ?", (object_id, kind)
        ).fetchone()
        return None if row is None else json.loads(row["body"])

    def every(self, kind: str, **equal: str) -> list[Document]:
        """All documents of a kind with these values, newest first."""
        where = "".join(f" AND json_extract(body, '$.{name}') = ?" for name in equal)
        rows = self.db.execute(
            f"SELECT body FROM object WHERE kind = ?{where} ORDER BY seq DESC",  # noqa: S608 -- names come from our code
            (kind, *equal.values()),
        )
        return [json.loads(row["body"]) for row in rows]

    def drop(self, object_id: str) -> None:
        self.db.execute("DELETE FROM object WHERE id = ?", (object_id,))

    def due(self, now: int) -> list[Document]:
        rows = self.db.execute(
            "SELECT body FROM object WHERE kind = 'due' AND json_extract(body, '$.at') <= ?"
            " ORDER BY json_extract(body, '$.at'), seq",
            (now,),
        )
        return [json.loads(row["body"]) for row in rows]

    def overdue_sessions(self, now: int) -> list[Document]:
        rows = self.db.execute(
            "SELECT body FROM object WHERE kind = 'checkout.session'"
            " AND json_extract(body, '$.status') = 'open'"
            " AND json_extract(body, '$.expires_at') <= ?",
            (now,),
        )
        return [json.loads(row["body"]) for row in rows]

    def note(self, at: float, kind: str, **body: Any) -> None:
        self.db.execute(
            "INSERT INTO log (at, kind, body) VALUES (?, ?, ?)", (at, kind, json.dumps(body))
        )

    def notes(self) -> list[Document]:
        rows = self.db.execute("SELECT seq, at, kind, body FROM log ORDER BY seq")
        return [
            {"seq": row["seq"], "at": row["at"], "kind": row["kind"], **json.loads(row["body"])}
            for row in rows
        ]
