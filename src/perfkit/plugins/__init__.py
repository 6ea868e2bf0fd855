"""The one door for everything local: hooks, discovery, folder plugins, and the host that finds what applies."""

from perfkit.plugins.file_names import files_of
from perfkit.plugins.hookspecs import hookimpl
from perfkit.plugins.host import PluginHost, applied
from perfkit.plugins.loading import PluginRecord
from perfkit.plugins.resolving import Link, documented

__all__ = ["Link", "PluginHost", "PluginRecord", "applied", "documented", "files_of", "hookimpl"]
