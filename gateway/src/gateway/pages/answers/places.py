"""Where goods are handed over: a place, or a door."""

from gateway.pages.answers.base import Answer


class Where(Answer):
    """The place as it is frozen into an order."""

    name: str = ""
    street: str = ""
    postal_code: str = ""
    place: str = ""
    hint: str = ""
    attended: bool = True

    @property
    def address(self) -> str:
        town = f"{self.postal_code} {self.place}".strip()
        return ", ".join(filter(None, (self.street, town)))


class Door(Answer):
    name: str = ""
    street: str = ""
    postal_code: str = ""
    place: str = ""
    note: str = ""


class PartFulfilment(Answer):
    """How one shop's part reaches its buyer; `address` only for who may know it."""

    way: str = "shop"
    name: str = ""
    street: str = ""
    postal_code: str = ""
    place: str = ""
    hint: str = ""
    arranged: bool = False
    point_id: str = ""
    round_id: str = ""
    tour_id: str = ""
    address: Door | None = None

    @property
    def full_address(self) -> str:
        town = f"{self.postal_code} {self.place}".strip()
        return ", ".join(filter(None, (self.street, town)))
