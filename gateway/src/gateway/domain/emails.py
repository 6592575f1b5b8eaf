"""One spelling per mail address, so that nobody can hold two accounts with one mailbox."""

from email_validator import EmailNotValidError, validate_email
from marketkit.errors import FieldError, InvalidError

LONGEST = 254


def normalised(email: str) -> str:
    """Lower case throughout: providers that tell `Anna@` from `anna@` are a legend.

    Raises InvalidError. Whether the domain exists is not asked: that would be a call to outside.
    """
    try:
        found = validate_email(email[: LONGEST + 1].strip(), check_deliverability=False)
    except EmailNotValidError:
        complaint = FieldError("email", "Das ist keine gültige E-Mail-Adresse.")
        raise InvalidError(errors=[complaint]) from None
    return found.normalized.casefold()


def login_name(email: str) -> str:
    """For lookups at login: an impossible address is simply one that nobody has."""
    try:
        return normalised(email)
    except InvalidError:
        # No database holds a zero byte; put in its place, it is still nobody's address.
        return email.strip().casefold()[:LONGEST].replace("\0", "\ufffd")
