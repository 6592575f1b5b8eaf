"""Why something cannot be done about a matter of money."""

from marketkit.errors import ConflictError, NotFoundError


class MatterNotFoundError(NotFoundError):
    code = "matter_not_found"
    message = "Diesen Vorgang gibt es nicht."


class MatterEndedError(ConflictError):
    code = "matter_ended"
    message = "Dieser Vorgang ist schon erledigt."


class NothingToTryError(ConflictError):
    code = "nothing_to_try"
    message = (
        "Hier lässt sich nichts noch einmal versuchen. Bitte klären Sie es und schließen Sie den "
        "Vorgang mit einer Notiz."
    )
