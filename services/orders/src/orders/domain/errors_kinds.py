"""What may be refused of goods that are weighed, of empties, and of quotes.

InvalidError        wrong_weights · unknown_deposit
ConflictError       not_weighed · weighing_over · empties_fewer
"""

from marketkit.errors import ConflictError, InvalidError


class WrongWeightsError(InvalidError):
    code = "wrong_weights"
    message = "Bei den Gewichten stimmt etwas nicht."


class NotWeighedError(ConflictError):
    code = "not_weighed"
    message = "Wieg erst alles, was nach Gewicht verkauft wird."


class WeighingOverError(ConflictError):
    code = "weighing_over"
    message = "Die Gewichte stehen fest: geändert wird nur, solange die Bestellung gepackt wird."


class UnknownDepositError(InvalidError):
    code = "unknown_deposit"
    message = "Dieses Leergut kennen wir nicht."


class EmptiesFewerError(ConflictError):
    code = "empties_fewer"
    message = "So viel Leergut ist schon gezählt. Weniger wird es nicht."
