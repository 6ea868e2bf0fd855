"""Jiangxi Province: data only. The folder of this package is the plugin."""
