"""Describes every service's HTTP interface in docs/openapi/, straight from the app factories."""

import importlib
import json
import sys
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tools.generated import ROOT, write_or_check

TARGET = ROOT / "docs" / "openapi"
SERVICES = ("catalog", "orders", "search", "gateway")


def main() -> int:
    files = {TARGET / f"{name}.json": _text(description(name)) for name in SERVICES}
    return write_or_check(files)


def description(service: str) -> dict[str, Any]:
    """What the app says of itself; nothing is connected, only the routes are laid."""
    module = importlib.import_module(f"{service}.app")
    settings_module = importlib.import_module(f"{service}.settings")
    settings_class = getattr(settings_module, f"{service.capitalize()}Settings")
    app = module.create_app(settings_class(**_enough_settings(settings_class)))
    described: dict[str, Any] = app.openapi()
    return described


def _enough_settings(settings_class: Any) -> dict[str, Any]:
    """A value for each required setting; none of them is ever used."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    known: dict[str, Any] = {
        "database_url": "postgresql://nobody@127.0.0.1:1/none",
        "jwks_url": "http://127.0.0.1:1/jwks.json",
        "signing_keys": [pem.decode()],
        **{f"{name}_url": f"http://127.0.0.1:1/{name}" for name in SERVICES},
        "region_dir": ROOT / "regions" / "zeitz",
    }
    fields = settings_class.model_fields
    given = {name: value for name, value in known.items() if name in fields}
    missing = [name for name, f in fields.items() if f.is_required() and name not in given]
    return given | dict.fromkeys(missing, "http://127.0.0.1:1/nothing-is-there-and-nobody-asks")


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main())
