"""Fills .env.example with invented secrets: `python3 environment.py .env.example > env`."""

import json
import re
import secrets
import subprocess
import sys
from pathlib import Path

KNOWN = {
    # Test keys of the stand-in; nothing real is ever called.
    "STRIPE_API_KEY": "sk_test_smoke",
    "STRIPE_WEBHOOK_SECRETS": '["whsec_smoke"]',
    "STRIPE_API_BASE": "http://stripe-standin:8099",
}


def signing_key() -> str:
    made = subprocess.run(
        ["openssl", "genpkey", "-algorithm", "ed25519"],  # noqa: S607 - wherever it is installed
        capture_output=True,
        check=True,
        text=True,
    )
    return json.dumps([made.stdout])


def main() -> None:
    example = Path(sys.argv[1]).read_text()
    for name, given in re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE):
        value = KNOWN.get(name) or given or secrets.token_urlsafe(32)
        if name == "GATEWAY_SIGNING_KEYS":
            value = signing_key()
        sys.stdout.write(f"{name}={value}\n")


if __name__ == "__main__":
    main()
