"""What may be refused of goods that are weighed, of empties, and of quotes.

InvalidError        wrong_weights · unknown_deposit · wrong_offer · photo_refused
                    moving_photo · too_many_pixels
NotFoundError       quote_not_found
ConflictError       not_weighed · weighing_over · empties_fewer · no_quotes_here · quote_state
                    quote_changed · quote_lapsed · too_many_photos
TooLargeError       photo_too_large
TooManyError        too_many_quotes
"""

from marketkit.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    TooLargeError,
    TooManyError,
)


class WrongWeightsError(InvalidError):
    code = "wrong_weights"
    message = "Bei den Gewichten stimmt etwas nicht."


class NotWeighedError(ConflictError):
    code = "not_weighed"
    message = "Wieg erst alles, was nach Gewicht verkauft wird."


class WeighingOverError(ConflictError):
    code = "weighing_over"
    message = "Die Gewichte stehen fest: geändert wird nur, solange die Bestellung gepackt wird."


class UnknownDepositError(InvalidError):
    code = "unknown_deposit"
    message = "Dieses Leergut kennen wir nicht."


class EmptiesFewerError(ConflictError):
    code = "empties_fewer"
    message = "So viel Leergut ist schon gezählt. Weniger wird es nicht."


class QuoteNotFoundError(NotFoundError):
    code = "quote_not_found"
    message = "Diese Anfrage gibt es nicht."


class NoQuotesHereError(ConflictError):
    code = "no_quotes_here"
    message = "Dieser Laden nimmt gerade keine Anfragen an."


class TooManyQuotesError(TooManyError):
    code = "too_many_quotes"
    message = "Sie haben schon viele Anfragen offen. Bitte warten Sie auf eine Antwort."


class QuoteStateError(ConflictError):
    code = "quote_state"
    message = "Das geht in diesem Stand der Anfrage nicht."


class QuoteChangedError(ConflictError):
    code = "quote_changed"
    message = "Das Angebot wurde gerade geändert. Bitte sehen Sie es sich noch einmal an."


class QuoteLapsedError(ConflictError):
    code = "quote_lapsed"
    message = "Dieses Angebot gilt nicht mehr. Bitten Sie den Laden um ein neues."


class WrongOfferError(InvalidError):
    code = "wrong_offer"
    message = "Am Angebot stimmt etwas nicht."


class PhotoRefusedError(InvalidError):
    code = "photo_refused"
    message = "Dieses Bild können wir nicht lesen. Bitte nehmen Sie ein JPEG, PNG oder WebP."


class MovingPhotoError(InvalidError):
    code = "moving_photo"
    message = "Bewegte Bilder nehmen wir nicht, nur ein einzelnes Bild."


class TooManyPixelsError(InvalidError):
    code = "too_many_pixels"
    message = "Das Foto hat zu viele Bildpunkte. Höchstens 40 Millionen."


class TooManyPhotosError(ConflictError):
    code = "too_many_photos"
    message = "Mehr Fotos gehen nicht."


class PhotoTooLargeError(TooLargeError):
    code = "photo_too_large"
    message = "Ein Foto darf höchstens 8 MiB groß sein."
