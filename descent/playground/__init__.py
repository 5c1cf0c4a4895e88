"""The playground: optimizers raced over a surface, under the reader's hand.

>>> from descent.playground import Playground
>>> Playground("ravine", ["GradientDescent", {"method": "Adam", "lr": 0.3}], steps=60)
Playground('ravine', ['GradientDescent', 'Adam'])

Not imported by ``import descent``: it needs the widgets of Jupyter, which take a moment. They come
with the first use of `Playground`; the paths of `descent.playground.own` need none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from descent.playground.widget import Playground

__all__ = ["Playground"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from descent.playground.widget import Playground

    return Playground
