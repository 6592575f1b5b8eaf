"""Alembic's entry."""

from marketkit.db.migrations import run_env

from gateway.store.rows import Row

run_env(Row.metadata)
