"""When to stop, by a loss that was not trained on."""

from __future__ import annotations

from collections.abc import Iterable


def kept_epoch(losses: Iterable[float], patience: int) -> int:
    """Return the epoch whose weights are kept when training stops early.

    Training stops as soon as `patience` epochs, one after the other, have brought no loss below the
    lowest so far. What would have come after that is never seen.

    Parameters
    ----------
    losses : iterable of float
        The validation loss after each epoch; one or more.
    patience : int
        How many epochs without a new lowest loss are waited for; at least 1.

    Returns
    -------
    int
        The epoch with the lowest loss of those that were run, counted from 0; of equals the first.

    Notes
    -----
    Keras's ``EarlyStopping`` stops at the same epoch for `patience` of 1 or more, but by default
    keeps the weights of the *last* epoch: say ``restore_best_weights=True``. With ``min_delta`` a
    loss must be lower by so much to count as lower; here it is 0, as by default there. torch has
    nothing of the kind.

    References
    ----------
    Prechelt 1998, "Early stopping, but when?", doi:10.1007/3-540-49430-8_3.

    Examples
    --------
    >>> kept_epoch([2.0, 1.0, 1.2, 1.1, 0.5], patience=2)
    1
    """
    best, lowest = 0, float("inf")
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            best, lowest = epoch, loss
        if epoch - best >= patience:
            break
    return best
