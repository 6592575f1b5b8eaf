"""Who is asking: passwords, sessions, programs' tokens, and tokens to the services."""

from gateway.identity.identity import Identity
from gateway.identity.visitors import Visitor

__all__ = ["Identity", "Visitor"]
