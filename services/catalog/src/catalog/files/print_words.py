"""German words on posters and shelf cards."""

from datetime import datetime

from marketkit.clock import HERE

from catalog.domain.shelf_card import ShelfCard
from catalog.domain.unit_price import UnitPrice
from catalog.domain.units import Units

_ALLERGENS = {
    "contains": "Enthält {names}",
    "may_contain": "Spuren möglich: {names}",
    "free_confirmed": "Bestätigt frei von {names}",
}
_NONE = "Keines der 14 Hauptallergene"


def euros(cents: int) -> str:
    """`1.234,50 €`; the space does not break."""
    whole = f"{cents // 100:,}".replace(",", ".")
    return f"{whole},{cents % 100:02d}\N{NO-BREAK SPACE}€"


def per_base(found: UnitPrice, units: Units) -> str:
    """`6,40 €/kg`."""
    measure = units.measures.get(found.kind) if found.kind else None
    kind = measure.names[0] if measure else ""
    return f"{euros(found.amount)}/{found.per}{f' ({kind})' if kind else ''}"


def deposit(card: ShelfCard) -> str:
    return f"zzgl. {euros(card.deposit)} Pfand" if card.deposit else ""


def reuse(card: ShelfCard) -> str:
    """In letters as large as the price (§ 32 VerpackG)."""
    if not card.deposit:
        return ""
    return "EINWEG" if card.is_single_use else "MEHRWEG"


def reduced(card: ShelfCard) -> str:
    """What a reduced price must say beside it (§ 11 PAngV)."""
    found = card.reduction
    if found is None:
        return ""
    end = f"bis {day(found.until)}"
    if found.reference is None:
        return f"Wegen kurzer Haltbarkeit günstiger, {end}"
    less = f", −{found.percent} %" if found.percent else ""  # noqa: RUF001 - a minus
    return f"Niedrigster Preis der letzten 30 Tage: {euros(found.reference)}{less}, {end}"


def allergens(card: ShelfCard) -> list[str]:
    """Empty for what is no food, or has not been reviewed."""
    if not card.reviewed:
        return []
    said = [
        _ALLERGENS[state].format(names=", ".join(names)) for state, names in card.allergens.items()
    ]
    nothing = not {"contains", "may_contain"} & card.allergens.keys()
    return [*([_NONE] if nothing and not said else []), *said]


def additives(card: ShelfCard) -> str:
    said = ", ".join(card.additives)
    return said[:1].upper() + said[1:]


def day(at: datetime) -> str:
    return at.astimezone(HERE).strftime("%d.%m.%Y")
