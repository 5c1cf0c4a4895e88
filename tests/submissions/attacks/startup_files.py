# Write files that the next Python would run.

# %% answer="Momentum"
import os
import site

for folder in (site.getusersitepackages(), os.path.expanduser("~root/.ipython"), "{ROOT}"):
    os.makedirs(folder, exist_ok=True)
    open(f"{folder}/usercustomize.py", "w").write("raise SystemExit")
