# Values whose text never ends.

# %% answer="Momentum"
class Endless:
    def __repr__(self):
        return "x" * (1 << 30)

    __str__ = __repr__


for _ in range(3):
    display(Endless())
raise ValueError(Endless())
