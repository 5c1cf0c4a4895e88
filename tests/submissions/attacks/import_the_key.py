# Import the answer key as if it were installed.

# %% answer="Momentum"
from solutions import HeavyBall, Momentum, Nesterov, NesterovShifted, eta_max, heavy_ball_lr
