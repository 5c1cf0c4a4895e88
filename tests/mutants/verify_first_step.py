"""What is said of an optimizer's first step, measured again beside the key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from descent.optimizer import Array
from tests.mutants.drive_again import DrivenAgain


class FirstStepMeasure(DrivenAgain):
    """Measures how long the first step is, and which way it goes."""

    def _first_sizes(self, compare: Callable[[Array, Array], Any]) -> bool:
        pair = self.both()
        return pair is not None and bool(compare(pair[0][0, 1:], pair[1][0, 1:]))

    def _not_finite(self, _: Any) -> bool:
        return self._first_sizes(lambda due, got: not np.isfinite(got).all())

    def _wrong_way(self, _: Any) -> bool:
        return self._first_sizes(lambda due, got: (due * got < 0).all())

    def _mixed(self, _: Any) -> bool:
        return self._first_sizes(
            lambda due, got: (due * got < 0).any() and not (due * got < 0).all()
        )

    def _partly_still(self, _: Any) -> bool:
        return self._first_sizes(lambda due, got: due.all() and not got.all())

    def _too_long(self, _: Any) -> bool:
        return self._first_sizes(lambda due, got: self._lengths(due, got) == (True, False))

    def _too_short(self, _: Any) -> bool:
        return self._first_sizes(lambda due, got: self._lengths(due, got) == (False, True))

    def _uneven(self, _: Any) -> bool:
        return self._first_sizes(lambda due, got: self._lengths(due, got) == (True, True))

    @staticmethod
    def _lengths(due: Array, got: Array) -> tuple[bool, bool]:
        """Whether it is too long somewhere, and too short; neither, if one factor explains it."""
        ratio = got / due
        if not (ratio > 0).all() or np.allclose(ratio, ratio[0], rtol=1e-5):
            return False, False
        return bool((ratio > 1 + 1e-6).any()), bool((ratio < 1 - 1e-6).any())
