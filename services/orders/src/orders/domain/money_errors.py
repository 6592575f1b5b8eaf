"""What may be refused about fees, shops' accounts and payouts, and why.

InvalidError      rule_refused
ConflictError     online_not_possible · account_finished
                  payout_amount_changed · payout_by_transfer · idempotency_mismatch
NotFoundError     transfer_not_found
UnavailableError  provider_unreachable
"""

from marketkit.errors import ConflictError, InvalidError, NotFoundError, UnavailableError


class RuleRefusedError(InvalidError):
    code = "rule_refused"
    message = "So geht die Regel nicht."


class AccountFinishedError(ConflictError):
    code = "account_finished"
    message = "An diesem Konto gibt es beim Zahlungsdienst nichts mehr zu tun."


class OnlineNotPossibleError(ConflictError):
    code = "online_not_possible"
    message = "Diese Läden können Sie nur bei der Übergabe bezahlen."


class ProviderUnreachableError(UnavailableError):
    code = "provider_unreachable"
    message = (
        "Der Zahlungsdienst ist gerade nicht zu erreichen. Bitte versuche es später noch einmal."
    )


class PayoutChangedError(ConflictError):
    code = "payout_amount_changed"
    message = "Der offene Betrag hat sich geändert. Bitte sehen Sie noch einmal nach."


class PayoutByTransferError(ConflictError):
    code = "payout_by_transfer"
    message = "Dieser Laden hat ein Konto beim Zahlungsdienst und bekommt sein Geld von selbst."


class PayoutMismatchError(ConflictError):
    code = "idempotency_mismatch"
    message = "Dieser Idempotency-Key gehört schon zu einer anderen Auszahlung."


class TransferNotFoundError(NotFoundError):
    code = "transfer_not_found"
    message = "Diese Überweisung gibt es nicht."
