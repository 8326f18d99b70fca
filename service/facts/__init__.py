"""Figures by name: found, folded to one indicator, compared."""
