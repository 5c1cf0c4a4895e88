# Send numbers that are none.

# %% answer="Momentum"
SENT = {"seen": {"path": [[float("nan")], [float("inf")]], "kept": True}}
# {FORGED}
