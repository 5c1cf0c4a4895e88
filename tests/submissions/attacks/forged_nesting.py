# Send lists within lists.

# %% answer="Momentum"
SENT = {"seen": {"path": [[[[[[[[[[1.0]]]]]]]]]], "kept": True}}
# {FORGED}
