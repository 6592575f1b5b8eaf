"""What may be refused when an invoice is taken back and written anew, or a fee is noted as paid.

InvalidError      nothing_changes · correction_incomplete
ConflictError     invoice_not_standing · invoice_lacks · fee_not_open · fee_not_due
                  fee_payment_mismatch
NotFoundError     fee_payment_not_found
"""

from marketkit.errors import ConflictError, InvalidError, NotFoundError


class NothingChangesError(InvalidError):
    code = "nothing_changes"
    message = "So steht es schon auf der Rechnung. Ändere erst, was falsch ist."


class CorrectionIncompleteError(InvalidError):
    code = "correction_incomplete"
    message = "Auf der neuen Rechnung fehlt noch etwas."


class InvoiceNotStandingError(ConflictError):
    code = "invoice_not_standing"
    message = "Diese Rechnung gilt nicht mehr. Berichtige die, die an ihre Stelle getreten ist."


class InvoiceLacksError(ConflictError):
    code = "invoice_lacks"
    message = (
        "Für diese Rechnung fehlt noch eine Angabe von dir: Name, Anschrift und Steuernummer. "
        "Ergänze erst dein Impressum oder die Steuernummer."
    )


class FeeNotOpenError(ConflictError):
    code = "fee_not_open"
    message = "So viel ist auf dieser Rechnung nicht mehr offen."


class FeeNotDueError(ConflictError):
    code = "fee_not_due"
    message = "Verrechnet werden kann erst, was fällig ist."


class FeePaymentMismatchError(ConflictError):
    code = "fee_payment_mismatch"
    message = "Dieser Idempotency-Key gehört schon zu einer anderen Zahlung."


class FeePaymentNotFoundError(NotFoundError):
    code = "fee_payment_not_found"
    message = "Diese Zahlung gibt es nicht."
