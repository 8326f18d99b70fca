"""Where things lie: the packaged corpus, and the index and the questions of this user."""

from __future__ import annotations

import os
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"  # beside the packages, in a checkout and in the wheel alike


def default_home() -> Path:
    """The folder that holds the snapshots: $WENZHENG_HOME, or the user's data folder of this platform."""
    if chosen := os.environ.get("WENZHENG_HOME"):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("wenzheng", appauthor=False)


def history_path() -> Path:
    """The file of the questions typed at the prompt, in the user's state folder of this platform."""
    from platformdirs import user_state_path

    return user_state_path("wenzheng", appauthor=False) / "history"
