"""The outline of a report: its headings, and its clauses, the units that can be found and cited.

sentences  where prose may be cut
markers    the numbering that opens a paragraph: 一、 （一） 第一， 一是 1. ——
leads      sentences that only name what the next ones tell
furniture  what a page puts around a report: breadcrumbs, buttons, 来源：
lines      printed lines to paragraphs
siblings   whether the paragraphs after a marked one belong below it
pieces     one paragraph to what can be cited
tree       the headings that are open, positions and ids
read       the paragraphs of a report, one after the other, into the tree
"""

from indexer.outline.read import outline
from indexer.outline.sentences import sentences

__all__ = ["outline", "sentences"]
