"""What the service is told by its environment: every field is also `WENZHENG_` and its name in capitals."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from indexer.paths import default_home


def _up_to_two() -> int:
    return min(2, os.cpu_count() or 1)


class Settings(BaseSettings):
    """Read once at start-up; a setting that is out of range stops the start, by name."""

    model_config = SettingsConfigDict(env_prefix="WENZHENG_", frozen=True)

    home: Path = Field(default_factory=default_home, description="where the snapshots are")
    host: str = Field(default="127.0.0.1", description="0.0.0.0 lets other machines in")
    port: int = Field(default=8080, ge=0, le=65535, description="0 takes any free port")
    n_processes: int = Field(default_factory=_up_to_two, ge=1, le=64, description="that answer, each on a core of its own")
    write_key: SecretStr | None = Field(
        default=None, min_length=16, max_length=200, description="lets who sends it add and remove reports; nobody may without it"
    )
    # A search is half Python, which one thread at a time runs: processes answer more requests, workers wait for each other.
    n_workers: int = Field(default=1, ge=1, le=64, description="questions that one process works on at the same time")
