"""A hook of the build: students' wheel has no command, as what that would run is not in it."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KitWithoutCommands(BuildHookInterface[Any]):
    """Leaves `project.scripts` to whoever installs the repository itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Take the commands out of any wheel but an editable one."""
        if version != "editable":
            self.metadata.core.scripts.clear()
