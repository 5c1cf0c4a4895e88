# Change what files are allowed.

# %% answer="Momentum"
import os

for path in ("{ROOT}/solutions", "{COURSE}", "/tmp"):
    os.chmod(path, 0o777)
os.chown("{COURSE}", 0, 0)
