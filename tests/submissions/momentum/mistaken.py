# A usual mistake in each question.

# %% answer="Momentum"
@dataclass(frozen=True)
class Momentum:
    lr: float = 0.1
    beta: float = 0.9

    def init(self, w):
        return np.zeros_like(w)

    def step(self, w, grad, state):
        v = self.beta * state + grad(w)
        return w - self.lr * v, v


# %% answer="Nesterov"
@dataclass(frozen=True)
class Nesterov:
    lr: float = 0.1
    beta: float = 0.9

    def init(self, w):
        return np.zeros_like(w)

    def step(self, w, grad, state):
        ahead = w - self.lr * self.beta * state
        v = self.beta * state + (1 - self.beta) * grad(ahead)
        return ahead - self.lr * v, v


# %% answer="heavy_ball_lr"
def heavy_ball_lr(lr, beta):
    return lr / (1 - beta)


# %% answer="diverges"
diverges = "A"


# %% answer="eta_max"
def eta_max(curvature, beta):
    return 2 * (1 + beta) / curvature
