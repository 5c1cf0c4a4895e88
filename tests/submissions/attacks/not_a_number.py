# Hope that NaN is not unequal to anything.

# %% answer="Momentum"
class Momentum:
    def __init__(self, lr, beta):
        pass

    def init(self, w):
        return None

    def step(self, w, grad, state):
        return w * np.nan, None


heavy_ball_lr = eta_max = lambda *_: float("nan")
diverges = heavy_ball_bug = float("nan")
