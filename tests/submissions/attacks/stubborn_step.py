# Never come back from a step.

# %% answer="Momentum"
import time


class Momentum:
    def __init__(self, lr, beta):
        pass

    def init(self, w):
        return None

    def step(self, w, grad, state):
        while True:
            time.sleep(1)
