"""The playground: optimizers raced over a surface, under the reader's hand.

>>> from descent.playground import Playground
>>> Playground("ravine", ["GradientDescent", {"method": "Adam", "lr": 0.3}], steps=60)
Playground('ravine', ['GradientDescent', 'Adam'])

Not imported by ``import descent``: it needs the widgets of Jupyter, which take a moment.
"""

from descent.playground.widget import Playground

__all__ = ["Playground"]
