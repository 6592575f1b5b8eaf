"""Which passwords are accepted: length counts, not special characters (NIST SP 800-63B)."""

from marketkit.errors import FieldError, InvalidError

SHORTEST = 10
LONGEST = 200
_FEW = 4


def require_good(password: str, *, email: str, name: str) -> None:
    """Raises InvalidError with one plain sentence for the field."""
    complaint = _complaint(password, email=email, name=name)
    if complaint:
        raise InvalidError(errors=[FieldError("password", complaint)])


def _complaint(password: str, *, email: str, name: str) -> str | None:
    folded = password.casefold()
    if len(password) < SHORTEST:
        return f"Bitte mindestens {SHORTEST} Zeichen. Mehrere Wörter merken sich gut."
    if len(password) > LONGEST:
        return f"Bitte höchstens {LONGEST} Zeichen."
    if len(set(password)) <= _FEW:
        return "Bitte mehr verschiedene Zeichen, dieses Passwort ist leicht zu erraten."
    if folded in {email.casefold(), name.casefold(), email.split("@", maxsplit=1)[0].casefold()}:
        return "Bitte nicht den eigenen Namen oder die E-Mail-Adresse als Passwort."
    return None
