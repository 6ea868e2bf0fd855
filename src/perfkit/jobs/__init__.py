"""One module for each thing a user asks for."""

from perfkit.jobs.asked import asked, asked_folders, asked_language, asked_path
from perfkit.jobs.choose import chosen_set
from perfkit.jobs.hosting import host_for
from perfkit.jobs.outputs import FORMATS, ReportFormat
from perfkit.jobs.progress import Progress, silent
from perfkit.jobs.read import read
from perfkit.jobs.report import Written, write_report

__all__ = [
    "FORMATS",
    "Progress",
    "ReportFormat",
    "Written",
    "asked",
    "asked_folders",
    "asked_language",
    "asked_path",
    "chosen_set",
    "host_for",
    "read",
    "silent",
    "write_report",
]
