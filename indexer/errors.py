"""The errors of the project.

WenzhengError
├── ReportUnreadable      a report file is damaged, or holds no text
├── ReportTooLarge        a report file is larger than any report, as it is or unpacked
├── ReportKindUnknown     a file of a kind that no report is read from
├── ReportEncrypted       a report file opens with a password only
├── ReportScanned         a PDF of pictures of pages, without their text
├── NotAReport            a text that is no government work report
├── CorpusInvalid         reports.toml and the files beside it do not agree
├── MetadataIncomplete    what a report must be known by is neither in it nor given
├── ReportExists          another text of a report is here, and was not to be replaced
├── LastReport            no report would be left to index
├── EncoderUnavailable    an encoder's files are not there or cannot be used
├── SnapshotMissing       nothing has been indexed yet
├── SnapshotCorrupt       a file of a snapshot is not what its manifest says
├── SnapshotIncompatible  made by another format version or another encoder
├── BuildInProgress       another build holds the index
├── StoreMismatch         a vector of another dimension than the store's
├── QueryInvalid          a query that is empty, too long, not text or without a word
├── NotFound              no report or clause has this id
├── GoldInvalid           a gold question or fact that does not agree with the report
├── PortInUse             another program listens where the service was told to
├── AddressInvalid        the service cannot listen at the host and port it was told
└── PackageMissing        a command needs a package of an extra that is not installed

Each has a stable `code`. Only the HTTP edge maps codes to statuses, only the CLI maps them to exit codes.
"""

from __future__ import annotations

from collections.abc import Sequence

REBUILD = "build it again with `wenzheng index`"  # what to do about a snapshot that cannot be used


class WenzhengError(Exception):
    """Base of all errors; the message names what was found, what was expected and what to do."""

    code = "error"


class ReportUnreadable(WenzhengError):
    code = "report_unreadable"


class ReportTooLarge(WenzhengError):
    code = "report_too_large"


class ReportKindUnknown(WenzhengError):
    code = "report_kind_unknown"


class ReportEncrypted(WenzhengError):
    code = "report_encrypted"


class ReportScanned(WenzhengError):
    code = "report_scanned"


class NotAReport(WenzhengError):
    code = "not_a_report"


class CorpusInvalid(WenzhengError):
    code = "corpus_invalid"


class MetadataIncomplete(WenzhengError):
    """`missing`: the names of the fields to be said; `found`: what is known, in words."""

    code = "metadata_incomplete"

    def __init__(self, told: str, *, missing: Sequence[str] = (), found: str = "") -> None:
        super().__init__(told)
        self.missing, self.found = tuple(missing), found


class ReportExists(WenzhengError):
    code = "report_exists"


class LastReport(WenzhengError):
    code = "last_report"


class EncoderUnavailable(WenzhengError):
    code = "encoder_unavailable"


class SnapshotMissing(WenzhengError):
    code = "snapshot_missing"


class SnapshotCorrupt(WenzhengError):
    code = "snapshot_corrupt"


class SnapshotIncompatible(WenzhengError):
    code = "snapshot_incompatible"


class BuildInProgress(WenzhengError):
    code = "build_in_progress"


class StoreMismatch(WenzhengError):
    code = "store_mismatch"


class QueryInvalid(WenzhengError):
    code = "query_invalid"


class NotFound(WenzhengError):
    code = "not_found"


class GoldInvalid(WenzhengError):
    code = "gold_invalid"


class PortInUse(WenzhengError):
    code = "port_in_use"


class AddressInvalid(WenzhengError):
    code = "address_invalid"


class PackageMissing(WenzhengError):
    code = "package_missing"
