# Send markup in the place of an answer.

# %% answer="Momentum"
SENT = {"seen": {"value": "<script>alert(1)</script>"}}
# {FORGED}
