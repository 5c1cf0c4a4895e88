# Answer with lists in lists in lists.

# %% answer="Momentum"
def nested(*_):
    deep = 1.0
    for _ in range(100_000):
        deep = [deep]
    return deep


heavy_ball_lr = eta_max = nested
diverges = heavy_ball_bug = nested()
