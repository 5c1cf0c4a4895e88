# Display without end.

# %% answer="Momentum"
from IPython.display import display

for _ in range(200_000):
    display("6.0" * 1000)
