"""What a shorthand sums up: “14+2+N”, “三送”, “一核两翼”, “两个基地”, or a part of one.

shorthand    which shorthand is asked for, which part of it, and how many things it says that it sums up
occurrences  where the reports have it
beside       the enumerations that stand around it: before it, behind it, in the sentences and headings that follow
places       what the glossary has for it, or in the place of its part
counted      a stretch cut into as many items as it counts
quoted       what stands in quotation marks beside it, or goes on with it
elsewhere    what is named in other places by its number and noun
repeated     things that each have its word, one behind another
candidates   all of these
variants     where the first of the items may begin and the last end
features     what speaks for and against each way to read them (`codes.toml`)
one          the one of them that the question asks for
kinship      which of its words things share
names        the whole name of an abbreviation
field        what it is about, where it sums up nothing
read         the likeliest way
"""

from service.readers.codes.read import is_unexplained, may_sum_up, read_code
from service.readers.codes.shorthand import asks_for_what_it_is

__all__ = ["asks_for_what_it_is", "is_unexplained", "may_sum_up", "read_code"]
