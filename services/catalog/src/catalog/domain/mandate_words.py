"""The words of a mandate, by version: what somebody agreed to can be read years later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from marketkit.errors import ConflictError

from catalog.domain.mandate import Action


class WordingChangedError(ConflictError):
    code = "wording_changed"
    message = "Der Text hat sich inzwischen geändert. Bitte lesen Sie ihn noch einmal."


@dataclass(frozen=True, slots=True)
class Wording:
    version: str
    actions: Mapping[Action, str]
    logged: str
    withdraw: str


_FIRST: Final = Wording(
    version="2026-11",
    actions={
        Action.PROFILE: "Namen, Adresse, Öffnungszeiten, Texte und Bilder des Ladens pflegen",
        Action.PRODUCTS: "Produkte anlegen, beschreiben, in den Verkauf stellen und herausnehmen",
        Action.PRICES: "Preise und Pfand ändern",
        Action.STOCK: "eintragen, wie viel von einer Ware da ist",
        Action.ORDERS: "Bestellungen sehen und bearbeiten, mit Namen und Telefon der Kundschaft",
        Action.PROOFS: "Nachweise eintragen und hochladen, zum Beispiel ein Bio-Zertifikat",
        Action.VISIBILITY: "den Laden für alle sichtbar machen und ihn pausieren",
    },
    logged=(
        "Jede Änderung der Beratung steht mit Namen, Zeit, altem und neuem Wert im Verlauf des "
        "Ladens. Dort lässt sich nichts löschen."
    ),
    withdraw=(
        "Die Vollmacht kann jederzeit ohne Grund widerrufen werden, über diesen Link oder im "
        "Laden unter „Beratung“. Der Widerruf gilt sofort."
    ),
)
WORDINGS: Final[Mapping[str, Wording]] = {wording.version: wording for wording in (_FIRST,)}
CURRENT: Final = _FIRST


def check_current(version: str) -> None:
    """Raise WordingChangedError when other words were read than those in force."""
    if version != CURRENT.version:
        raise WordingChangedError
