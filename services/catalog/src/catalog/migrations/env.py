"""Alembic's entry: hands our tables to the kit's runner."""

from marketkit.db.migrations import run_env

from catalog.store.rows_all import Row

run_env(Row.metadata)
