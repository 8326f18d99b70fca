"""What the service is told by its environment: every field is also `WENZHENG_` and its name in capitals."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from indexer.paths import default_home


def _half_of_the_cores() -> int:
    """A search is half Python, and only one thread runs that at a time: more workers than this only wait for each other."""
    return max(1, (os.cpu_count() or 1) // 2)


class Settings(BaseSettings):
    """Read once at start-up; a setting that is out of range stops the start, by name."""

    model_config = SettingsConfigDict(env_prefix="WENZHENG_", frozen=True)

    home: Path = Field(default_factory=default_home, description="where the snapshots are")
    host: str = Field(default="127.0.0.1", description="0.0.0.0 lets other machines in")
    port: int = Field(default=8080, ge=0, le=65535, description="0 takes any free port")
    n_workers: int = Field(default_factory=_half_of_the_cores, ge=1, le=64, description="questions worked on at the same time")
