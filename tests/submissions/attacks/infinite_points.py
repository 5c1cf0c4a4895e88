# Answer with infinities, huge numbers and negative ones.

# %% answer="Momentum"
heavy_ball_lr = lambda *_: float("inf")
eta_max = lambda *_: 10**400
diverges = heavy_ball_bug = -(10**30)
