# The first answer does not parse; the others are right.

# %% answer="Momentum"
class Momentum:
    def init(self, w)
        return np.zeros_like(w)


# %% answer="Nesterov"
@dataclass(frozen=True)
class Nesterov:
    lr: float = 0.1
    beta: float = 0.9

    def init(self, w):
        return np.zeros_like(w)

    def step(self, w, grad, state):
        g = grad(w - self.lr * self.beta * state)
        v = self.beta * state + (1 - self.beta) * g
        return w - self.lr * v, v


# %% answer="heavy_ball_lr"
def heavy_ball_lr(lr, beta):
    return lr * (1 - beta)


# %% answer="diverges"
diverges = "B"


# %% answer="eta_max"
def eta_max(curvature, beta):
    return 2 * (1 + beta) / ((1 - beta) * curvature)


# %% answer="HeavyBall"
@dataclass(frozen=True)
class HeavyBall:
    lr: float = 0.1
    beta: float = 0.9

    def init(self, w):
        return np.zeros_like(w)

    def step(self, w, grad, state):
        v = self.beta * state + grad(w)
        return w - self.lr * v, v


# %% answer="heavy_ball_bug"
heavy_ball_bug = "C"


# %% answer="NesterovShifted"
@dataclass(frozen=True)
class NesterovShifted:
    lr: float = 0.1
    beta: float = 0.9

    def init(self, w):
        return np.zeros_like(w)

    def step(self, w, grad, state):
        g = grad(w)
        v = self.beta * state + g
        return w - self.lr * (g + self.beta * v), v
