"""The German words of papers; an invoice has one language, whatever its reader speaks."""

from typing import Final

TITLES: Final = {
    "invoice": "Rechnung",
    "credit_note": "Rechnungskorrektur",
    "fee_invoice": "Gebührenrechnung",
    "correction": "Stornorechnung",
}
"""`Gutschrift` is the buyer's own invoice in § 14 UStG, and never what we write here."""
PAYMENT: Final = {
    "online": "Online bezahlt.",
    "at_pickup": "Bei der Übergabe bezahlt. Dieses Dokument ist kein Kassenbeleg.",
    "netted": "Mit den Auszahlungen verrechnet.",
    "to_pay": "Der offene Betrag ist binnen 14 Tagen zahlbar.",
    "credit": "Das Guthaben wird mit dem verrechnet, was noch offen ist oder wird.",
    "back_online": "Der Betrag geht auf demselben Weg zurück, auf dem bezahlt wurde.",
    "back_at_shop": "Der Betrag wird im Laden zurückgezahlt.",
    "replaced": "Es fließt kein Geld: Der Betrag steht auf der neuen Rechnung.",
}
ISSUED_FOR: Final = "Ausgestellt im Namen und für Rechnung von {name}."
MISSING: Final = {
    "legal_name": "Name des Unternehmens (Impressum)",
    "address": "Straße, Postleitzahl und Ort",
    "tax_id": "USt-IdNr. oder Steuernummer",
    "vat_class": "MwSt.-Satz eines Produkts",
    "operator": "Angaben des Marktes",
    "fault": "ein Fehler bei uns; wir kümmern uns",
}
NAMED: Final = {
    "name": "Name",
    "contact": "Ansprechperson",
    "street": "Straße",
    "postal_code": "PLZ",
    "place": "Ort",
    "vat_id": "USt-IdNr.",
    "tax_number": "Steuernummer",
    "reference": "Referenz",
    "email": "E-Mail",
    "is_business": "Unternehmen oder Behörde",
}
"""What a paper says of seller and buyer, as people call it."""
