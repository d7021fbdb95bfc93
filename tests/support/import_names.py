"""Prints what is imported of all that requirements bring with them, one name a line.

Usage: python import_names.py REQUIREMENT...
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires


def distribution_of(requirement: str) -> str:
    """Return the normalized name of a distribution."""
    [name] = re.findall(r"^[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", name).lower()


def brought_by(requirement: str, found: set[str]) -> None:
    """Add a distribution and all that it needs, where it is installed."""
    name = distribution_of(requirement)
    if name in found:
        return
    found.add(name)
    try:
        needed = requires(name) or []
    except PackageNotFoundError:
        return
    for each in needed:
        if "extra ==" not in each:
            brought_by(each, found)


found: set[str] = set()
for requirement in sys.argv[1:]:
    brought_by(requirement, found)
for name, distributions in packages_distributions().items():
    if found & {distribution_of(each) for each in distributions}:
        print(name)
