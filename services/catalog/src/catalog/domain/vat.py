"""Which VAT class a variant may carry; the shop's way of being taxed decides."""

from catalog.domain.region import Region


def allowed_classes(region: Region, tax_mode: str) -> tuple[str, ...]:
    """The classes a shop taxed this way may use."""
    return region.tax_modes.get(tax_mode, ())


def usual_class(region: Region, tax_mode: str, category: str) -> str:
    """The class to begin with: the category's for a regularly taxed shop, else the mode's."""
    allowed = allowed_classes(region, tax_mode)
    usual = region.categories[category].vat_class
    regular = tax_mode == "standard" and usual in allowed
    return usual if regular and usual else allowed[0]


def vat_problem(region: Region, tax_mode: str, vat_class: str) -> str | None:
    """Why this class does not fit the shop, in plain German."""
    if all(vat_class not in classes for classes in region.tax_modes.values()):
        return f"Die Steuerklasse „{vat_class}“ gibt es nicht."
    if vat_class in allowed_classes(region, tax_mode):
        return None
    if tax_mode == "small_19":
        return "Kleinunternehmer weisen keine Umsatzsteuer aus (§ 19 UStG)."
    return "Diese Steuerklasse passt nicht zur Besteuerung des Ladens (§ 12, § 24 UStG)."
