"""The one door for everything local: hooks, discovery, folder plugins, and the host that finds what applies."""

from perfkit.plugins.file_names import files_of
from perfkit.plugins.hookspecs import hookimpl
from perfkit.plugins.host import PluginHost, applied
from perfkit.plugins.loading import PluginRecord
from perfkit.plugins.resolving import Link, documented
from perfkit.plugins.tried import TriedFolder, host_with, lacking, tried_folder, tried_module, tried_record

__all__ = [
    "Link",
    "PluginHost",
    "PluginRecord",
    "TriedFolder",
    "applied",
    "documented",
    "files_of",
    "hookimpl",
    "host_with",
    "lacking",
    "tried_folder",
    "tried_module",
    "tried_record",
]
