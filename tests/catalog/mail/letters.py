"""One set of facts for every kind of mail, as the use cases queue them."""

from typing import Any

KEY = "/link/c2VjcmV0"
FACTS: dict[str, dict[str, Any]] = {
    "proof_expired": {
        "shop": "Bäckerei Morgenroth",
        "requirement": "Öko-Zertifikat",
        "date": "2027-03-01",
        "products": ["Biobrot", "Bio-Semmel"],
        "link": "/theke/baeckerei-morgenroth/nachweise#organic",
    },
    "proof_rejected": {
        "shop": "Bäckerei Morgenroth",
        "requirement": "Öko-Zertifikat",
        "reason": "Das ist ein Lieferschein.",
        "link": "/theke/baeckerei-morgenroth/nachweise#organic",
    },
    "checklist_question": {
        "advisor": "Berta Beratung",
        "shop": "Bäckerei Morgenroth",
        "requirement": "Anmeldung als Lebensmittelbetrieb",
        "question": "Welches Formular ist das?",
        "name": "Greta Morgenroth",
        "link": "/theke/baeckerei-morgenroth/nachweise#food_registration",
    },
    "reminder_expiry": {
        "requirement": "LUCID-Registrierung",
        "shop": "Bäckerei Morgenroth",
        "days": 14,
        "date": "2026-12-04",
        "link": "/theke/baeckerei-morgenroth",
    },
    "platform_terms_announced": {
        "shop": "Bäckerei Morgenroth",
        "date": "2026-12-09",
        "terms": "1. Was der Markt tut: Der Markt zeigt deine Waren.",
        "link": "/theke/baeckerei-morgenroth/rechtstexte",
    },
    "mandate_request": {
        "advisor": "Berta Beratung",
        "business": "Bäckerei Morgenroth",
        "actions": ["profile", "products", "prices"],
        "until": "2027-03-31",
        "link": KEY,
        "code": "K7PQ-3MXD",
    },
    "mandate_withdrawn": {"advisor": "Berta Beratung", "business": "Bäckerei Morgenroth"},
    "mandate_granted": {
        "advisor": "Berta Beratung",
        "business": "Bäckerei Morgenroth",
        "name": "Greta Morgenroth",
        "actions": ["prices", "stock"],
        "until": "2027-03-31",
        "link": KEY,
    },
    "mandate_answered": {
        "advisor": "Berta Beratung",
        "business": "Bäckerei Morgenroth",
        "decision": "granted",
    },
    "handover_note": {
        "advisor": "Berta Beratung",
        "shop": "Bäckerei Morgenroth",
        "block": "prices",
        "note": "Das Brot kostet 5,20 €.",
        "link": "/beratung/baeckerei-morgenroth",
    },
    "handover_ready": {
        "shop": "Bäckerei Morgenroth",
        "advisor": "Berta Beratung",
        "link": "/uebernahme/c2VjcmV0",
    },
    "staff_invited": {"shop": "Bäckerei Morgenroth", "role": "packer", "link": KEY},
    "application_received": {"business": "Hofladen Kayna"},
    "application_decided": {
        "business": "Hofladen Kayna",
        "decision": "declined",
        "reason": "Die Steuernummer fehlt.",
    },
    "freshness_renewal": {"shop": "Bäckerei Morgenroth", "count": 3, "link": KEY},
    "freshness_paused": {"shop": "Bäckerei Morgenroth", "count": 1, "link": "/theke"},
    "report_received": {"subject": "Roggenbrot", "number": "M-2026-0007", "link": KEY},
    "report_decided": {
        "subject": "Roggenbrot",
        "number": "M-2026-0007",
        "decision": "Das Angebot bleibt.",
        "automated": False,
        "link": KEY,
    },
    "statement_of_reasons": {
        "facts": "Die Angabe der Allergene fehlt.",
        "basis": "Artikel 9 der Verordnung (EU) Nr. 1169/2011.",
        "decision": "Das Angebot ist nicht mehr sichtbar.",
        "automated": False,
        "remedies": "Beschwerde binnen sechs Monaten.",
        "link": KEY,
    },
    "complaint_decided": {"number": "B-3", "decision": "Es bleibt dabei.", "link": KEY},
    "recall_told": {
        "shop": "Bäckerei Morgenroth",
        "number": "R-2026-0001",
        "title": "Glassplitter in Haselnussecken",
        "danger": "Glassplitter können verletzen.",
        "link": "/betrieb/rueckrufe",
    },
    "recall_notice_shop": {
        "shop": "Bäckerei Morgenroth",
        "product": "Haselnussecken",
        "reason": "Glassplitter in einer Charge.",
        "link": "/theke",
    },
}
