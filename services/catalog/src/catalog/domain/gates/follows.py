"""What follows from a product's kind: how cold it stays, from which age, whether it goes back."""

from collections.abc import Iterable

from marketkit.errors import FieldError

from catalog.domain.gates.stated import stated
from catalog.domain.product import Product
from catalog.domain.region import Region
from catalog.domain.statements import is_one_of

WITHDRAWAL_NORMAL = "none"
_FIELD = "details.withdrawal_class"


def temperature_of(product: Product, region: Region) -> str | None:
    """As the shop chose, else as its branch of the tree demands, else as its kind does."""
    profile = region.profile_of(product.category)
    if profile.temperature is None:
        return None
    if chosen := product.details.get("temperature"):
        return chosen
    path = region.category_path(product.category)
    chills = (chill.temperature for chill in profile.chill if chill.condition.holds(path, {}))
    return next(chills, profile.temperature)


def age_of(product: Product, region: Region) -> int | None:
    return region.profile_of(product.category).age


def withdrawal_class_of(product: Product, region: Region) -> str:
    chosen = product.details.get("withdrawal_class")
    return chosen or region.profile_of(product.category).withdrawal


def withdrawal_problems(product: Product, region: Region) -> Iterable[FieldError]:
    """The normal right needs no reason; an exception must fit the kind and be explained."""
    profile, chosen = region.profile_of(product.category), withdrawal_class_of(product, region)
    if chosen in {WITHDRAWAL_NORMAL, profile.withdrawal}:
        return
    said = stated(product, region)
    if chosen not in profile.exceptions:
        yield FieldError(
            _FIELD,
            "Für diese Art von Produkt gilt das normale Widerrufsrecht von 14 Tagen, "
            "wähl „14 Tage Widerruf“ (§ 312g BGB).",
        )
        return
    for key, values in profile.exceptions[chosen].items():
        if not is_one_of(said, key, values):
            name = region.statements[key].names["de"]
            yield FieldError(
                f"details.{key}", f"Dieser Ausschluss gilt nur mit „{name}“ (§ 312g Abs. 2 BGB)."
            )
    if "withdrawal_reason" not in said:
        yield FieldError("details.withdrawal_reason", region.statements["withdrawal_reason"].reason)
