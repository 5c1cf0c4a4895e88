"""Pages of feedback are made by several processes; one that is lost does not go unnoticed."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest
from nbgrader.converters.base import NbGraderException

from autograder.engine.packages import CAN_FORK
from autograder.integration.feedback import FEW, Feedback


@pytest.mark.skipif(not CAN_FORK, reason="one process makes all of them there")
@pytest.mark.parametrize("code", [1, 9])
def test_a_process_that_is_lost_fails_the_batch(code: int) -> None:
    folders = [f"submitted/student{n}/momentum" for n in range(FEW + 1)]

    def share(own: list[str]) -> None:
        if folders[0] in own:
            os._exit(code)

    class_ = SimpleNamespace(workers=2, assignments=dict.fromkeys(folders), _share=share)
    with pytest.raises(NbGraderException, match="some feedback could not be made"):
        Feedback._convert(class_)  # type: ignore[arg-type]
