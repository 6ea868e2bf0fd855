"""One module for each thing a user asks for."""

from perfkit.jobs.choose import chosen_set
from perfkit.jobs.hosting import host_for
from perfkit.jobs.outputs import FORMATS, ReportFormat
from perfkit.jobs.progress import Progress, silent
from perfkit.jobs.read import read
from perfkit.jobs.report import write_report

__all__ = ["FORMATS", "Progress", "ReportFormat", "chosen_set", "host_for", "read", "silent", "write_report"]
