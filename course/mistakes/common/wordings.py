"""Sentences that several assignments say."""

ASKS_ELSEWHERE = (
    "The rule may ask somewhere else than at w, as Nesterov's method does: hand it a "
    "function of the place."
)
HALF_COSINE = "1 + cos runs from 2 to 0: half of it is meant."
IN_PLACE = (
    "A line like w -= ... or w[:] = ... works in the array that was handed in; write w = w - ... "
    "instead."
)
ASKED_TWICE = (
    "The numbers are right, but grad is called twice: keep the first answer in a variable. "
    "With a mini-batch the second call would even be another gradient."
)
EARLY_RETURN = "The result is handed back in the first turn of the loop: move the return out of it."
FLATTENED = (
    "The numbers are right, but a matrix comes back as one row: return an array shaped like w."
)
UPHILL = "The place moves by + lr v; to go down it must be - lr v."
OLD_VELOCITY = "The place is moved by the velocity of the step before; update v first, then w."
