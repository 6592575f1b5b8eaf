"""All tables at once, so that the metadata is whole."""

from catalog.store.rows import Row

__all__ = ["Row"]
