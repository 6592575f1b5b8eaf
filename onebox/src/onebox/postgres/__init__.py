"""Real PostgreSQL out of a Python wheel: nothing to install, no port, one folder."""

from onebox.postgres.server import Server, start

__all__ = ["Server", "start"]
