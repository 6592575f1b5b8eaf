"""A part has come to the place where its buyer collects it, and when the buyer is told."""

from datetime import timedelta
from typing import Final

TOLD_AFTER: Final = timedelta(minutes=5)
"""So long a letter waits: a tick on the wrong parcel can be taken back before anybody reads it."""
MOST_AT_ONCE: Final = 300
"""As many as one page lists."""
