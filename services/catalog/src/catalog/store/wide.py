"""Whole tables' worth of rows in one statement: many at once cost hardly more than one.

Rows travel as one JSON text and PostgreSQL reads them by the table's own types, so a new column
needs nothing here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import asyncpg
import orjson
from marketkit.db import Session
from marketkit.db.database import driver_connection
from sqlalchemy import Table, inspect
from sqlalchemy.dialects.postgresql import JSONB

from catalog.store.rows import Row

Thing = TypeVar("Thing")


async def connection_of(session: Session) -> asyncpg.Connection:
    """The connection under the session, with all that the session has gathered written."""
    await session.flush()
    return await driver_connection(session)


async def put(
    on: asyncpg.Connection,
    kind: type[Row],
    rows: Sequence[Mapping[str, Any]],
    *,
    untouched: Collection[str] = (),
) -> None:
    """Insert the rows; those whose id is known are updated, but for the columns `untouched`."""
    if not rows:
        return
    text = orjson.dumps(rows, default=str).decode()
    await on.execute(_statement(kind, tuple(rows[0]), frozenset(untouched)), text)


async def read(
    on: asyncpg.Connection, kind: type[Row], rows: Sequence[Mapping[str, Any]]
) -> list[asyncpg.Record]:
    """Rows kept as JSON, read again by the table's types; a column that is new has nothing."""
    table, text = _table(kind).name, orjson.dumps(rows, default=str).decode()
    query = f"SELECT * FROM json_populate_recordset(NULL::{table}, $1::text::json)"  # noqa: S608
    found: list[asyncpg.Record] = await on.fetch(query, text)
    return found


def plain(record: asyncpg.Record, kind: type[Row]) -> dict[str, Any]:
    """The record's values; JSON is read where the connection has not done so."""
    values = dict(record)
    for name in _json_columns(kind) & values.keys():
        if isinstance(values[name], str):
            values[name] = orjson.loads(values[name])
    return values


def made(shape: type[Thing], known: Mapping[str, Any]) -> Thing:
    """The domain's object from its columns: words become enums again, lists tuples."""
    kind: Any = shape
    return shape(**{name: form(known[name]) for name, form in _forms(kind).items()})


@cache
def _forms(shape: Any) -> Mapping[str, Callable[[Any], Any]]:
    hints = get_type_hints(shape)
    return {f.name: _form(hints[f.name]) for f in fields(shape)}


def _form(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) is tuple:
        return tuple
    enums = [kind for kind in (hint, *get_args(hint)) if _is_enum(kind)]
    if not enums:
        return _as_it_is
    return lambda value: None if value is None else enums[0](value)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _as_it_is(value: Any) -> Any:
    return value


@cache
def _statement(kind: type[Row], columns: tuple[str, ...], untouched: frozenset[str]) -> str:
    """Names of columns are our own, from the rows' fields."""
    table, listed = _table(kind).name, _quoted(columns)
    fresh = [name for name in columns if name not in untouched | {"id"}]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in fresh)
    return (
        f"INSERT INTO {table} ({listed}) "  # noqa: S608
        f"SELECT {listed} FROM json_populate_recordset(NULL::{table}, $1::text::json) "
        f"ON CONFLICT (id) DO UPDATE SET {changes}"
    )


@cache
def _json_columns(kind: type[Row]) -> frozenset[str]:
    return frozenset(c.name for c in _table(kind).columns if isinstance(c.type, JSONB))


def _table(kind: type[Row]) -> Table:
    found = inspect(kind).local_table
    assert isinstance(found, Table)
    return found


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
