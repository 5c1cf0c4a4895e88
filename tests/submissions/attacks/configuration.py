# Write the class's configuration.

# %% answer="Momentum"
open("{COURSE}/nbgrader_config.py", "w").write("raise SystemExit")
