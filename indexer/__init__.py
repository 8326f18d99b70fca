"""From report files to a snapshot that can be searched."""
