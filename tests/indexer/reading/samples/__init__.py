"""The packaged report as files of other kinds; `make.py` tells how they were made."""

from pathlib import Path

DOCX, HTML, PDF = (Path(__file__).with_name(f"qiantang-2020.{kind}") for kind in ("docx", "html", "pdf"))
