# What every tool that make, the tests and the demonstration start has for surroundings. With the
# user's own, nbgrader would work on their real class, and matplotlib draw in the fonts of their house.
# `tests/helpers/environment.py` reads this file too: `export NAME := value` and `unexport NAME ...`.
export HOME := $(CURDIR)/_build/home
export XDG_CACHE_HOME := $(CURDIR)/_build/home/.cache
export XDG_CONFIG_HOME := $(CURDIR)/_build/home/.config
export XDG_DATA_HOME := $(CURDIR)/_build/home/.local/share
export JUPYTER_CONFIG_DIR := $(CURDIR)/_build/home/.jupyter
export JUPYTER_DATA_DIR := $(CURDIR)/_build/home/jupyter
export JUPYTER_PREFER_ENV_PATH := 1
export IPYTHONDIR := $(CURDIR)/_build/home/ipython
export MPLCONFIGDIR := $(CURDIR)/_build/home/matplotlib
export DASK_CONFIG := $(CURDIR)/_build/home/dask
# Python: nothing but .venv. Where no locale is named it takes UTF-8; in LC_ALL=C it could not even
# read where this folder lies, if a letter of the path is not English.
export PYTHONNOUSERSITE := 1
# Byte code lies there too, not beside the sources.
export PYTHONPYCACHEPREFIX := $(CURDIR)/_build/cache/python
# pip installs here and nowhere else; what tools remember for next time stays in _build.
export PIP_USER := 0
export PIP_CACHE_DIR := $(CURDIR)/_build/cache/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_CACHE_DIR := $(CURDIR)/_build/cache/uv
export RUFF_CACHE_DIR := $(CURDIR)/_build/cache/ruff
export MYPY_CACHE_DIR := $(CURDIR)/_build/cache/mypy
export HYPOTHESIS_STORAGE_DIRECTORY := $(CURDIR)/_build/cache/hypothesis
# The networks are so small that threads of BLAS would only wait for each other.
export OPENBLAS_NUM_THREADS := 1
unexport JUPYTER_PATH JUPYTER_CONFIG_PATH JUPYTER_NO_CONFIG JUPYTER_RUNTIME_DIR JUPYTER_PLATFORM_DIRS
unexport MATPLOTLIBRC MPLBACKEND
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONUSERBASE PYTHONWARNINGS PYTHONOPTIMIZE
unexport PYTHONDONTWRITEBYTECODE PYTHONINSPECT PYTHONBREAKPOINT PYTHONSAFEPATH PYTHONPLATLIBDIR
unexport PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIRE_VIRTUALENV PIP_CONSTRAINT
unexport LC_ALL LC_CTYPE LANG LANGUAGE PYTHONUTF8 PYTHONCOERCECLOCALE PYTHONIOENCODING
unexport VIRTUAL_ENV CONDA_PREFIX SPHINXOPTS PYTEST_ADDOPTS
