"""The one door for everything local: hooks, discovery, folder plugins, and the host that finds what applies."""

from perfkit.plugins.checks import plugin_findings
from perfkit.plugins.facts import FactHooks
from perfkit.plugins.file_hooks import Writer, reader_for, writers
from perfkit.plugins.file_names import files_of
from perfkit.plugins.hookspecs import hookimpl
from perfkit.plugins.host import PluginHost, applied
from perfkit.plugins.loading import PluginRecord
from perfkit.plugins.notifying import notified
from perfkit.plugins.output_format import OutputFormat
from perfkit.plugins.repeatable import outside_reads, unrepeatable
from perfkit.plugins.report_hooks import report_additions
from perfkit.plugins.resolving import Link, documented
from perfkit.plugins.told import log
from perfkit.plugins.tried import TriedFolder, host_with, lacking, tried_folder, tried_module, tried_record

__all__ = [
    "FactHooks",
    "Link",
    "OutputFormat",
    "PluginHost",
    "PluginRecord",
    "TriedFolder",
    "Writer",
    "applied",
    "documented",
    "files_of",
    "hookimpl",
    "host_with",
    "lacking",
    "log",
    "notified",
    "outside_reads",
    "plugin_findings",
    "reader_for",
    "report_additions",
    "tried_folder",
    "tried_module",
    "tried_record",
    "unrepeatable",
    "writers",
]
