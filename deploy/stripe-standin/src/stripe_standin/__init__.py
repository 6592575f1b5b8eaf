"""A stateful stand-in for Stripe, for demos and tests: same wire, no money."""

from stripe_standin.app import Standin, create_standin
from stripe_standin.settings import StandinSettings

__all__ = ["Standin", "StandinSettings", "create_standin"]
