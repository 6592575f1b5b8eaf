"""What orders may refuse, and why.

InvalidError        unknown_offer · too_much_of_one · contact_incomplete · slot_missing
                    slot_not_offered
                    too_little_online
                    age_not_confirmed
                    too_many_invoices
                    contract_missing · withdrawal_sum · line_not_found · goodwill_limit
                    paid_back_sum · deduction_reason
                    way_not_offered · address_missing · station_taken
ForbiddenError      on_behalf_not_allowed
NotFoundError       cart_not_found · order_not_found · shop_order_not_found · shop_not_found
                    invoice_not_found
                    variant_not_found · withdrawal_not_found · round_not_found
ConflictError       round_not_open
                    cart_already_ordered · cart_empty · cart_has_problems · cart_changed
                    order_too_large · total_changed · cart_full
                    not_paid_yet · undo_too_late · undo_not_possible · not_at_point
                    tour_not_today
                    not_enough_stock · idempotency_mismatch · wrong_state · payment_pending
                    already_reduced · reduction_too_large
                    substitute_too_dear · substitute_unwanted · substitute_too_late
                    substitute_decided · substitute_open · substitute_unsuitable
                    not_paid_online · paid_online
                    withdrawal_matched · withdrawal_not_open · not_returnable · deduction_too_early
                    wrong_pickup_code · age_not_checked
                    below_reserved · cannot_cancel · withdrawal_decided
TooManyError        too_many_wrong_codes
UnavailableError    stock_busy
"""

from marketkit.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    TooManyError,
    UnavailableError,
)

from orders.domain.cart import MAX_LINES, MAX_QUANTITY


class TooMuchOfOneError(InvalidError):
    code = "too_much_of_one"
    message = f"Von einer Ware gehen höchstens {MAX_QUANTITY} in einen Warenkorb."


class CartFullError(ConflictError):
    code = "cart_full"
    message = f"Mehr als {MAX_LINES} verschiedene Waren gehen nicht in einen Warenkorb."


class UnknownOfferError(InvalidError):
    code = "unknown_offer"
    message = "Dieses Produkt gibt es nicht."


class ContactIncompleteError(InvalidError):
    code = "contact_incomplete"
    message = "Bitte geben Sie an, wie wir Sie erreichen."


class SlotMissingError(InvalidError):
    code = "slot_missing"
    message = "Bitte wählen Sie für jeden Laden eine Abholzeit."


class SlotNotOfferedError(InvalidError):
    code = "slot_not_offered"
    message = "Diese Abholzeit gibt es nicht mehr. Bitte wählen Sie eine andere."


class SlotFullError(ConflictError):
    code = "slot_full"
    message = "Diese Zeit ist gerade ausgebucht. Bitte wählen Sie eine andere."


class WayNotOfferedError(InvalidError):
    code = "way_not_offered"
    message = "So kommt die Ware nicht zu Ihnen. Bitte wählen Sie noch einmal."


class AddressMissingError(InvalidError):
    code = "address_missing"
    message = "Bitte geben Sie an, wohin die Ware gebracht werden soll."


class MoveNotPossibleError(ConflictError):
    code = "move_not_possible"
    message = "Der Laden hat schon begonnen. Bitte rufen Sie dort an."


class TooLittleOnlineError(InvalidError):
    code = "too_little_online"
    message = "Online bezahlen geht ab 0,50 €. Bitte bezahlen Sie bei der Übergabe."


class AgeNotConfirmedError(InvalidError):
    code = "age_not_confirmed"
    message = "Bitte bestätigen Sie Ihr Alter."


class AgeNotCheckedError(ConflictError):
    code = "age_not_checked"
    message = "Sieh dir erst den Ausweis an: Das darf nicht an Jüngere gehen."


class OnBehalfNotAllowedError(ForbiddenError):
    code = "on_behalf_not_allowed"
    message = "Für andere kannst du nur Ware des eigenen Ladens bestellen."


class CartNotFoundError(NotFoundError):
    code = "cart_not_found"
    message = "Diesen Warenkorb gibt es nicht."


class OrderNotFoundError(NotFoundError):
    code = "order_not_found"
    message = "Diese Bestellung gibt es nicht."


class ShopOrderNotFoundError(NotFoundError):
    code = "shop_order_not_found"
    message = "Diese Bestellung gibt es nicht."


class PaperNotFoundError(NotFoundError):
    code = "invoice_not_found"
    message = "Diese Rechnung gibt es nicht."


class TooManyPapersError(InvalidError):
    code = "too_many_invoices"
    message = "Das sind zu viele Rechnungen auf einmal. Bitte weniger Tage wählen."


class ShopNotFoundError(NotFoundError):
    code = "shop_not_found"
    message = "Diesen Laden gibt es nicht."


class VariantNotFoundError(NotFoundError):
    code = "variant_not_found"
    message = "Dieses Produkt gibt es nicht."


class CartAlreadyOrderedError(ConflictError):
    code = "cart_already_ordered"
    message = "Dieser Warenkorb ist schon bestellt."


class CartEmptyError(ConflictError):
    code = "cart_empty"
    message = "Ihr Warenkorb ist leer."


class CartHasProblemsError(ConflictError):
    code = "cart_has_problems"
    message = "Im Warenkorb hat sich etwas geändert. Bitte sehen Sie noch einmal nach."


class OrderTooLargeError(ConflictError):
    code = "order_too_large"
    message = "Eine so große Bestellung besprechen Sie bitte direkt mit den Läden."


class TotalChangedError(ConflictError):
    code = "total_changed"
    message = "Die Summe hat sich geändert. Bitte sehen Sie noch einmal nach."


class CartChangedError(ConflictError):
    code = "cart_changed"
    message = "Der Warenkorb wurde gerade geändert. Bitte sehen Sie noch einmal nach."


class NotEnoughStockError(ConflictError):
    code = "not_enough_stock"
    message = "Davon ist nicht mehr genug da."


class IdempotencyMismatchError(ConflictError):
    code = "idempotency_mismatch"
    message = "Dieser Idempotency-Key gehört schon zu einer anderen Bestellung."


class WrongStateError(ConflictError):
    code = "wrong_state"
    message = "Das geht in diesem Stand der Bestellung nicht."


class NotAtPointError(ConflictError):
    code = "not_at_point"
    message = "Diese Bestellung wird an keinem Abholort ausgegeben."


class TourNotTodayError(ConflictError):
    code = "tour_not_today"
    message = "Diese Tour fährt erst an einem späteren Tag."


class UndoTooLateError(ConflictError):
    code = "undo_too_late"
    message = (
        "Zurücknehmen geht nur in der ersten halben Stunde. "
        "Ruf an, wenn etwas nicht stimmt, oder sag die Bestellung ab."
    )


class UndoNotPossibleError(ConflictError):
    code = "undo_not_possible"
    message = (
        "Das lässt sich nicht mehr zurücknehmen: Seitdem wurde schon etwas gewogen, ersetzt, "
        "abgezogen, zurückgegeben oder abgebucht."
    )


class NotPaidYetError(ConflictError):
    code = "not_paid_yet"
    message = "Das ist noch nicht bezahlt: Geld nimmt nur der Laden selbst."


class PaymentPendingError(ConflictError):
    code = "payment_pending"
    message = "Diese Bestellung ist noch nicht bezahlt."


class CannotCancelError(ConflictError):
    code = "cannot_cancel"
    message = (
        "Ein Laden hat schon mit der Bestellung begonnen. "
        "Bitte rufen Sie dort an, wenn Sie nicht kommen können."
    )


class WrongPickupCodeError(ConflictError):
    code = "wrong_pickup_code"
    message = "Der Abholcode stimmt nicht."


class TooManyWrongCodesError(TooManyError):
    code = "too_many_wrong_codes"
    message = "Zu viele falsche Codes. Bitte warte ein paar Minuten."


class AlreadyReducedError(ConflictError):
    code = "already_reduced"
    message = "Das ist bei dieser Zeile schon abgezogen."


class ReductionTooLargeError(ConflictError):
    code = "reduction_too_large"
    message = "Mehr, als es kostet, lässt sich nicht abziehen."


class LineNotFoundError(InvalidError):
    code = "line_not_found"
    message = "Diese Zeile gibt es in der Bestellung nicht."


class SubstituteNotFoundError(NotFoundError):
    code = "substitute_not_found"
    message = "Diesen Ersatz gibt es nicht."


class SubstituteTooDearError(ConflictError):
    code = "substitute_too_dear"
    message = "Ein Ersatz darf nicht mehr kosten als das Bestellte, auch nicht beim Pfand."


class SubstituteUnsuitableError(ConflictError):
    code = "substitute_unsuitable"
    message = (
        "Das geht nicht als Ersatz: Nimm etwas anderes aus deinem Angebot, das nicht gewogen wird "
        "und kein höheres Alter verlangt."
    )


class SubstituteUnwantedError(ConflictError):
    code = "substitute_unwanted"
    message = "Die Kundschaft möchte keinen Ersatz."


class SubstituteTooLateError(ConflictError):
    code = "substitute_too_late"
    message = (
        "Für eine Antwort der Kundschaft ist keine Zeit mehr. Ruf an oder melde es als fehlend."
    )


class SubstituteDecidedError(ConflictError):
    code = "substitute_decided"
    message = "Darüber ist schon entschieden."


class SubstituteOpenError(ConflictError):
    code = "substitute_open"
    message = "Zu einem Ersatz fehlt noch die Antwort der Kundschaft."


class GoodwillLimitError(InvalidError):
    code = "goodwill_limit"
    message = "So viel Kulanz ist hier nicht möglich."


class NotPaidOnlineError(ConflictError):
    code = "not_paid_online"
    message = (
        "Diese Bestellung wurde nicht online bezahlt. Geld gibt der Laden an der Kasse zurück."
    )


class PaidOnlineError(ConflictError):
    code = "paid_online"
    message = "Diese Bestellung wurde online bezahlt. Das Geld geht auf demselben Weg zurück."


class PaidBackSumError(InvalidError):
    code = "paid_back_sum"
    message = "Mehr, als bezahlt wurde, lässt sich nicht zurückzahlen."


class WithdrawalMatchedError(ConflictError):
    code = "withdrawal_matched"
    message = "Dieser Widerruf gehört schon zu einer anderen Bestellung."


class WithdrawalNotOpenError(ConflictError):
    code = "withdrawal_not_open"
    message = "Hier ist an der Kasse nichts zurückzuzahlen."


class DeductionTooEarlyError(ConflictError):
    code = "deduction_too_early"
    message = "Abziehen geht nur bei Ware, die schon abgeholt war."


class DeductionReasonError(InvalidError):
    code = "deduction_reason"
    message = "Bitte sage der Kundschaft, wofür du etwas abziehst."


class NotReturnableError(ConflictError):
    code = "not_returnable"
    message = "Zurückkommen kann nur, was abgeholt und widerrufen wurde."


class BelowReservedError(ConflictError):
    code = "below_reserved"
    message = "So viel ist schon für Bestellungen zurückgelegt."


class RoundNotFoundError(NotFoundError):
    code = "round_not_found"
    message = "Diese Verkaufsrunde gibt es nicht."


class RoundNotOpenError(ConflictError):
    code = "round_not_open"
    message = "Diese Runde hat noch nicht begonnen. Verschiebe ihre Zeiten oder nimm Läden heraus."


class StockBusyError(UnavailableError):
    code = "stock_busy"
    message = "Gerade bestellen viele gleichzeitig. Bitte versuchen Sie es gleich noch einmal."


class ContractMissingError(InvalidError):
    code = "contract_missing"
    message = "Bitte sagen Sie, um welche Bestellung es geht."


class WithdrawalNotFoundError(NotFoundError):
    code = "withdrawal_not_found"
    message = "Diesen Widerruf gibt es nicht."


class WithdrawalDecidedError(ConflictError):
    code = "withdrawal_decided"
    message = "Über diesen Widerruf ist schon entschieden."


class WithdrawalSumError(InvalidError):
    code = "withdrawal_sum"
    message = "Mehr als den gezahlten Betrag kannst du nicht zurückzahlen."
