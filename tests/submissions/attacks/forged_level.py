# Say that the process is confined as it is not.

# %% answer="Momentum"
SENT = {"level": "private", "outputs": [], "worked": True}
# {FORGED}
