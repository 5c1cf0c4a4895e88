# Answer with a million numbers.

# %% answer="Momentum"
heavy_ball_lr = eta_max = lambda *_: np.zeros(10**6)
diverges = heavy_ball_bug = "B" * 10**7
