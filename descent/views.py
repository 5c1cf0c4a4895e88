"""What of a result counts, where right answers may differ in the rest.

A case names its view; the examiner looks at every result through it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def batches(result: Any, n: float, size: float, random: Any) -> list[Any]:
    """Batches of rows: their sizes, how often each row comes, and whether the order is mixed."""
    sizes = [float(len(batch)) for batch in result]
    rows = np.concatenate([np.asarray(batch, dtype=float) for batch in result])
    times = [float((rows == row).sum()) for row in range(int(n))]
    return [sizes, times, float(rows.size), float(bool(np.any(np.diff(rows) != 1)))]


VIEWS: dict[str, Callable[..., Any]] = {"batches": batches}
