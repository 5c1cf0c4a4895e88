"""How many examples each fuzz test tries: a few in the suite, as many as told by `make fuzz`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

fuzz = settings(
    max_examples=int(os.environ.get("FUZZ", "50")),
    deadline=None,  # examples are counted, not timed
    database=None,
    suppress_health_check=list(HealthCheck),
)
