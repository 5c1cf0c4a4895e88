"""What is imported is named: `pip install .[course]` gives every command of the course."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.test_architecture import ALIASES, PACKAGES, ROOT, WHEEL, file_imports, modules

OURS = {*PACKAGES, *ALIASES}
EXTRAS = WHEEL["optional-dependencies"]
KIT = ("descent", "solutions")
# Modules that a class asks for by a setting, and the extra that its documentation names.
ON_DEMAND = {"distributed": "cluster"}
# Not imported by us: a pin of what Jupyter Book needs, what fontTools writes WOFF2 with, what pip
# builds the kit's wheel with.
NOT_IMPORTED = {"sphinx-book-theme", "brotli", "jsonschema", "hatchling"}


def names(requirements: Iterable[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


provided = cache(packages_distributions)  # which reads a list of files for each


def distributions(module: str) -> set[str]:
    return {canonicalize_name(name) for name in provided().get(module, ())}


def foreign(file: Path) -> set[str]:
    """Return the modules of other people that a file imports, the top of each name."""
    tops = {name.split(".")[0] for name in file_imports(file)}
    return tops - OURS - sys.stdlib_module_names


def extensions() -> set[str]:
    """Return the modules of other people that Sphinx loads, the top of each name."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return {name.split(".")[0] for name in config["sphinx"]["config"]["extensions"]} - OURS


@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_package_imports_is_named(package: str) -> None:
    named = names(WHEEL["dependencies"])
    if package not in KIT:
        named |= names(EXTRAS["course"])
    tops = {
        top
        for module, file in modules().items()
        if module.split(".")[0] == package
        for top in foreign(file)
    }
    assert tops
    for top in tops:
        allowed = named | names(EXTRAS[ON_DEMAND[top]]) if top in ON_DEMAND else named
        assert distributions(top) & allowed, f"{top} is of {distributions(top) or 'nobody'}"


def test_what_sphinx_loads_is_named() -> None:
    assert len(extensions()) > 3
    for top in extensions():
        assert distributions(top) & names(EXTRAS["course"]), top


def test_what_is_named_is_used() -> None:
    tops = extensions().union(*map(foreign, modules().values()))
    used = {name for top in tops for name in distributions(top)}
    assert names([*WHEEL["dependencies"], *EXTRAS["course"]]) - used == NOT_IMPORTED


def test_the_lock_has_what_is_named_in_a_version_that_fits() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", text, re.M))
    for line in [*WHEEL["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), line
