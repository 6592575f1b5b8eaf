"""Prints .env.example with every empty value replaced by a fresh secret.

python3 deploy/invent_secrets.py > .env
"""

import base64
import json
import re
import secrets
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"
EMPTY = re.compile(r"^([A-Z_]+)=$", re.MULTILINE)
# What PKCS #8 puts before the 32 bytes of an Ed25519 key (RFC 8410).
ED25519_PREFIX = bytes.fromhex("302e020100300506032b657004220420")


def main() -> None:
    sys.stdout.write(EMPTY.sub(_filled, EXAMPLE.read_text()))


def _filled(line: re.Match[str]) -> str:
    name = line[1]
    value = signing_keys() if name.endswith("SIGNING_KEYS") else secrets.token_urlsafe(32)
    return f"{name}={value}"


def signing_keys() -> str:
    key = base64.b64encode(ED25519_PREFIX + secrets.token_bytes(32)).decode()
    return json.dumps([f"-----BEGIN PRIVATE KEY-----\n{key}\n-----END PRIVATE KEY-----\n"])


if __name__ == "__main__":
    main()
