"""The one door for everything local: hooks, discovery, folder plugins, and the host that finds what applies."""

from perfkit.plugins.file_names import files_of
from perfkit.plugins.hookspecs import hookimpl
from perfkit.plugins.host import PluginHost
from perfkit.plugins.loading import PluginRecord

__all__ = ["PluginHost", "PluginRecord", "files_of", "hookimpl"]
