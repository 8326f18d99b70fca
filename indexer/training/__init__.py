"""From text to the committed encoder: `python -m indexer.training --data DIR` (see README.md here)."""
