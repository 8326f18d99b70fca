"""The reports of one home: the packaged ones and those that were added, and how they are changed.

table     HOME/reports.toml, as it is and as it is to be
proposal  what a file would be known by, and whether it is here already
change    add, remove, index again: all or nothing, whatever happens on the way

HOME/reports.toml is a corpus's table ([[report]], `corpus/README.md`) with these too:

corpus      the folder of the corpus to begin with, where it is not the packaged one
encoder     the encoder, where it is not the embedded one
hidden      ids of reports of that corpus that were removed
[[version]]   a report that another text took the place of, under `<id>@<start of its sha256>`: not searched, but still cited
"""

from indexer.library.change import add, index, plan, reindex, remove
from indexer.library.proposal import Outcome, Proposal, propose
from indexer.library.table import Table, find_version, version_id

__all__ = ["Outcome", "Proposal", "Table", "add", "find_version", "index", "plan", "propose", "reindex", "remove", "version_id"]
