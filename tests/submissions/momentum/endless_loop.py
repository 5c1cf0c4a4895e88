# Nesterov's method never comes back from its first step, and neither does a cell of its own;
# the other answers are right.

# %% answer="Momentum"
@dataclass(frozen=True)
class Momentum:
    lr: float = 0.1
    beta: float = 0.9

    def init(self, w):
        return np.zeros_like(w)

    def step(self, w, grad, state):
        v = self.beta * state + (1 - self.beta) * grad(w)
        return w - self.lr * v, v


# %% answer="Nesterov"
class Nesterov:
    def __init__(self, lr=0.1, beta=0.9):
        self.lr, self.beta = lr, beta

    def init(self, w):
        return np.zeros_like(w)

    def step(self, w, grad, state):
        while np.any(grad(w) != 0):
            state = self.beta * state
        return w, state


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
