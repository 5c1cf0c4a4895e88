# Everything right, nothing the usual way: no dataclass, memory in a dict, changes in place on
# copies of its own, other algebra, a NumPy warning and a figure on the way.

# %% answer="Momentum"
import matplotlib.pyplot as plt


class Momentum:
    def __init__(self, lr=0.1, beta=0.9):
        self.rate, self.keep = lr, beta

    def init(self, w):
        return {"mean": [0.0] * np.size(w), "steps": 0}

    def step(self, w, grad, state):
        mean = np.array(state["mean"]).reshape(np.shape(w))
        mean += (grad(w) - mean) * (1 - self.keep)
        place = np.array(w, copy=True)
        place -= np.multiply(self.rate, mean)
        return place, {"mean": mean.ravel().tolist(), "steps": state["steps"] + 1}


np.log(np.array([0.0, 1.0]))  # warns: division by zero
plt.plot([3, 1, 2])
plt.show()


# %% answer="Nesterov"
class Nesterov(Momentum):
    def step(self, w, grad, state):
        old = np.array(state["mean"]).reshape(np.shape(w))
        ahead = np.asarray(w) - self.rate * self.keep * old
        return super().step(w, lambda _: grad(ahead), state)


# %% answer="heavy_ball_lr"
heavy_ball_lr = lambda lr, beta: lr - beta * lr


# %% answer="diverges"
def _run(rule):
    w = np.array(1.0)
    memory = rule.init(w)
    for _ in range(300):
        w, memory = rule.step(w, losses.bowl().gradient, memory)
    return not abs(float(w)) < 1


_gone = _run(Momentum(8.0, 0.9)), _run(Nesterov(8.0, 0.9))
diverges = {(0, 0): "neither", (1, 0): "A", (0, 1): "B", (1, 1): "both"}[_gone]


# %% answer="eta_max"
def eta_max(curvature, beta):
    """Search the rate at which the larger eigenvalue of one step reaches 1."""
    low, high = 0.0, 1.0

    def radius(lr):
        a = (1 - beta) * curvature
        step = np.array([[1 - lr * a, -lr * beta], [a, beta]])
        return np.abs(np.linalg.eigvals(step)).max()

    while radius(high) < 1:
        low, high = high, 2 * high
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if radius(middle) < 1 else (low, middle)
    return low


# %% answer="HeavyBall"
class HeavyBall:
    def __init__(self, lr=0.1, beta=0.9):
        self.lr, self.beta = lr, beta

    def init(self, w):
        return [w]

    def step(self, w, grad, places):
        return w + self.beta * (w - places[-1]) - self.lr * grad(w), [*places, w]


# %% answer="heavy_ball_bug"
heavy_ball_bug = " c "


# %% answer="NesterovShifted"
class NesterovShifted(HeavyBall):
    def init(self, w):
        return 0 * w

    def step(self, w, grad, move):
        down = -self.lr * grad(w)
        move = self.beta * move + down
        return w + down + self.beta * move, move
