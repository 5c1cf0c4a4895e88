# Ask for gradients without end.

# %% answer="Momentum"
class Momentum:
    def __init__(self, lr, beta):
        pass

    def init(self, w):
        return None

    def step(self, w, grad, state):
        while True:
            grad(w)
