"""How this service's tables are declared."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

Moment = datetime
ZONED: Any = DateTime(timezone=True)


class Row(SQLModel, registry=registry()):
    """A row of the orders service; a register of its own lets services share a process."""


def string(*, primary_key: bool = False, unique: bool = False) -> Any:
    """Text without a length: the edges set the limits."""
    return Field(sa_type=Text, primary_key=primary_key, unique=unique)


def optional_string(*, unique: bool = False) -> Any:
    return Field(default=None, sa_type=Text, unique=unique)


def json() -> Any:
    return Field(sa_type=JSONB)


def known_json() -> Any:
    """A list, empty until somebody says more."""
    default = {"server_default": text("'[]'::jsonb")}
    return Field(sa_type=JSONB, default_factory=list, sa_column_kwargs=default)


def frozen_json() -> Any:
    """Kept letter by letter, as it was written; nobody searches inside."""
    return Field(sa_type=JSON)


def known_object() -> Any:
    """An object, empty until somebody says more."""
    default = {"server_default": text("'{}'::jsonb")}
    return Field(sa_type=JSONB, default_factory=dict, sa_column_kwargs=default)


def optional_frozen_json() -> Any:
    return Field(default=None, sa_type=JSON)


def optional_json() -> Any:
    return Field(default=None, sa_type=JSONB)


def big(*, primary_key: bool = False) -> Any:
    return Field(sa_type=BigInteger, primary_key=primary_key)


def moment() -> Any:
    """A point in time, always with its zone."""
    return Field(sa_type=ZONED)


def optional_moment() -> Any:
    return Field(default=None, sa_type=ZONED)
