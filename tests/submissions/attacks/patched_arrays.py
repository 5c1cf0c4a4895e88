# Make every array an array of zeros.

# %% answer="Momentum"
np.array = np.asarray = lambda *_, **__: np.zeros(1)
