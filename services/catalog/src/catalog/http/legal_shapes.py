"""The shapes of answers about legal texts, for the API's description."""

from datetime import date, datetime
from uuid import UUID

from catalog.domain.legal.template import Kind
from catalog.http.shapes import Shape
from catalog.http.shop_shapes import MissingShape


class LegalVersionShape(Shape):
    kind: Kind
    version: int
    title: str
    digest: str
    template: str
    """The version of the market's template; empty for words of the shop's own."""
    own: bool
    valid_from: datetime
    missing: list[MissingShape]
    """What the text still lacks; said to the shop's people only."""


class TextShopShape(Shape):
    id: UUID
    slug: str
    name: str


class LegalTextShape(LegalVersionShape):
    shop: TextShopShape
    current_version: int
    text: str
    """A line is a paragraph, `# ` begins a heading."""


class PlatformTermsShape(Shape):
    version: str
    title: str
    announced: date | None
    valid_from: date
    holds: bool
    text: str
