"""Lets Alembic find this service's tables."""

from marketkit.db.migrations import run_env

from search.store.rows import Row

run_env(Row.metadata)
