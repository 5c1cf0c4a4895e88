# Have another program read the key.

# %% answer="Momentum"
import subprocess

exec(subprocess.check_output(["cat", "{ROOT}/solutions/momentum.py"]))
