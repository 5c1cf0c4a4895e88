# A regular expression that takes for ever.

# %% answer="Momentum"
import re


class Momentum:
    def __init__(self, lr, beta): ...
    def init(self, w):
        return w

    def step(self, w, grad, v):
        re.match(r"(a+)+$", "a" * 60 + "b")
        return w, v
