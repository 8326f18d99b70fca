"""A report file to its text.

kinds      what kind of file is it? By its first bytes, and its name where these do not tell
plain      bytes to text: UTF-8, UTF-16, GB18030
package    the parts of a .docx, none of them too large or with entities
numbering  the numbers that Word makes: （一） may stand in the format of a list only
word       paragraphs, tables, text boxes and notes of a .docx
layout     the rows of a table to lines
judge      is this a work report?
read       the front door
"""

from indexer.reading.read import ReportText, read_report

__all__ = ["ReportText", "read_report"]
