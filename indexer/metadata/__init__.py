"""What a report is known by: title, region, level, years, date and speaker.

divisions   where a name lies among the administrative divisions, and on which level
masthead    title, meeting, day and speaker, as printed at the head
read        all of it, with the file name and what a person says instead
"""

from indexer.metadata.read import Metadata, declare, read_metadata

__all__ = ["Metadata", "declare", "read_metadata"]
