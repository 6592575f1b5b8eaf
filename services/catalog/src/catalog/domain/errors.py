"""The catalogue's own refusals.

InvalidError
├── NotPublishableError          publish_gate: the product lacks something the law wants said
├── NotReadyError                onboarding: the shop lacks something
├── InvalidOpeningHoursError     opening_hours
├── UnknownCategoryError …       here: references into the region's data
└── UnreadablePictureError …     here: what was uploaded is no picture we take
ForbiddenError
├── NotYourShopError             rights
├── NotInMandateError            rights: the advisor may, but not this
├── MandateEndedError            rights
└── OwnerOnlyError               rights
NotFoundError
├── NoSuchShopError
├── NoSuchProductError
├── NoSuchPictureError
├── NoSuchHandoverError
├── NoSuchMandateError
├── NoSuchPersonError
└── NoSuchInvitationError
ConflictError
├── HandoverUsedError            handover
├── MandateAnsweredError         mandate
├── WordingChangedError          mandate_words
├── InvitationUsedError          invitation
├── LastOwnerError               people
├── SkuTakenError
├── ProductBlockedError          the market decided so, or a recall did
├── ShopHeldError                the same for a whole shop
├── TooManyPicturesError
└── KeyReusedError               the same Idempotency-Key with another body
GoneError
├── ProductWithdrawnError
├── InvitationExpiredError       invitation
├── MandateExpiredError          mandate
└── HandoverExpiredError         handover
"""

from marketkit.errors import ConflictError, GoneError, InvalidError, NotFoundError


class NoSuchShopError(NotFoundError):
    code = "shop_not_found"
    message = "Diesen Laden gibt es hier nicht."


class NoSuchProductError(NotFoundError):
    code = "product_not_found"
    message = "Dieses Produkt gibt es hier nicht."


class NoSuchPictureError(NotFoundError):
    code = "picture_not_found"
    message = "Dieses Bild gibt es hier nicht."


class NoSuchHandoverError(NotFoundError):
    code = "handover_not_found"
    message = "Diesen Link gibt es nicht."


class NoSuchMandateError(NotFoundError):
    code = "mandate_not_found"
    message = "Diese Vollmacht gibt es nicht. Ist der Code richtig abgetippt?"


class NoSuchPersonError(NotFoundError):
    code = "person_not_found"
    message = "Diese Person gehört nicht zum Laden."


class NoSuchInvitationError(NotFoundError):
    code = "invitation_not_found"
    message = "Diese Einladung gibt es nicht."


class ProductWithdrawnError(GoneError):
    code = "product_withdrawn"
    message = "Dieses Produkt wird nicht mehr angeboten."


class SkuTakenError(ConflictError):
    code = "sku_taken"
    message = "Diese Artikelnummer trägt im Laden schon eine andere Ware."


class ProductBlockedError(ConflictError):
    code = "product_blocked"
    message = "Dieses Produkt ist gesperrt."

    def __init__(self, reason: str) -> None:
        super().__init__(f"Dieses Produkt ist gesperrt und darf nicht angeboten werden. {reason}")


class ShopHeldError(ConflictError):
    code = "shop_held"
    message = "Dieser Laden ist vom Marktplatz pausiert."

    def __init__(self, reason: str) -> None:
        super().__init__(f"Der Marktplatz hat diesen Laden pausiert. {reason}")


class TooManyPicturesError(ConflictError):
    code = "too_many_pictures"
    message = "Mehr als acht Bilder je Produkt gehen nicht."


class KeyReusedError(ConflictError):
    code = "idempotency_key_reused"
    message = "Dieser Idempotency-Key gehört schon zu einer anderen Anfrage."


class UnreadablePictureError(InvalidError):
    code = "unreadable_picture"
    message = "Das ist kein Bild, das wir lesen können. Möglich sind JPEG, PNG und WebP."


class PictureTooLargeError(InvalidError):
    code = "picture_too_large"
    message = "Das Bild hat zu viele Bildpunkte. Höchstens 40 Millionen."


class MovingPictureError(InvalidError):
    code = "moving_picture"
    message = "Bewegte Bilder nehmen wir nicht, nur ein einzelnes Bild."
