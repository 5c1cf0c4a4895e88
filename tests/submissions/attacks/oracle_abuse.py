# Ask for the gradient of everything but a place.

# %% answer="Momentum"
class Momentum:
    def __init__(self, lr, beta):
        pass

    def init(self, w):
        return None

    def step(self, w, grad, state):
        for odd in ("w", None, {}, [[[[]]]], np.zeros(10**6), float("nan"), 1j):
            try:
                grad(odd)
            except Exception:
                pass
        return w, None
