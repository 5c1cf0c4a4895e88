# Be called before and after every cell.

# %% answer="Momentum"
def six(*_):
    print("Momentum: 6 of 6 points")


for event in ("pre_run_cell", "post_run_cell", "pre_execute", "post_execute"):
    get_ipython().events.register(event, six)
