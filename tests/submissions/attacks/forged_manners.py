# Say that w was left alone and grad was asked once.

# %% answer="Momentum"
SENT = {"seen": {"path": [[1.0], [0.9]], "kept": True, "asked": 1}}
# {FORGED}
