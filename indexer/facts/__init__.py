"""The facts of a report: every quantity that it states, one record each.

units       what is counted, measured, or a rate
quantities  where figures stand, and what is a year, a code or a way to speak
phrases     which words around a figure name it
indicator   what each figure of a sentence belongs to, with what it inherits
times       the words for years and spells of years
period      the period that the words before a figure name
scope       the one that a heading, a paragraph or the lead to a list gives to what stands below
part        the part of the report that a clause stands in; done, planned, or neither
change      growth, share, count or level; bounds; percent from 成, 倍, 番
assemble    all of it, clause by clause
outcome     the year that a fact is of, also where a review of several years tells it
"""

from indexer.facts.assemble import facts
from indexer.facts.quantities import Quantity, quantities

__all__ = ["Quantity", "facts", "quantities"]
