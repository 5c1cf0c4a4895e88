# Call until the stack is gone.

# %% answer="Momentum"
import sys

sys.setrecursionlimit(10**9)


class Momentum:
    def __init__(self, lr, beta): ...
    def init(self, w):
        return self.init(w)

    def step(self, w, grad, v):
        return self.step(w, grad, v)
