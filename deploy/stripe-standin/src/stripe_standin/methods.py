"""How a buyer pays: a card that answers at once, or a debit that answers days later."""

from dataclasses import dataclass
from typing import Final

from stdnum import iban as iban_numbers
from stdnum.exceptions import ValidationError

from stripe_standin.cards import Card, Fault
from stripe_standin.store import Document

FAILS_LATER: Final = "DE62370400440532013001"
DISPUTED_LATER: Final = "DE35370400440532013002"


@dataclass(frozen=True)
class Debit:
    """A SEPA mandate on an account."""

    iban: str

    @property
    def fails(self) -> bool:
        return self.iban == FAILS_LATER

    @property
    def is_disputed(self) -> bool:
        return self.iban == DISPUTED_LATER


Method = Card | Debit


def read_debit(text: str, holder: str) -> Debit | list[Fault]:
    faults: list[Fault] = []
    try:
        number = iban_numbers.validate(text)
    except ValidationError:
        number = ""
        faults.append(Fault("iban", "Diese IBAN stimmt nicht. Bitte prüfen Sie sie."))
    if not holder.strip():
        faults.append(Fault("holder", "Bitte sagen Sie, wem das Konto gehört."))
    return faults or Debit(number)


def details_of(method: Method) -> Document:
    """What a charge tells of it. The rest of a number is never kept, not even of a test card."""
    if isinstance(method, Debit):
        iban = method.iban
        told = {"bank_code": iban[4:12], "country": iban[:2], "last4": iban[-4:]}
        return {"type": "sepa_debit", "sepa_debit": told}
    card = {
        "brand": method.brand,
        "exp_month": method.month,
        "exp_year": method.year,
        "last4": method.number[-4:],
        "wallet": {"type": method.wallet} if method.wallet else None,
    }
    return {"type": "card", "card": card}
