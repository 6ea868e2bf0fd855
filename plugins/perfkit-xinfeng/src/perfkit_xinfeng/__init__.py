"""Xinfeng County, Jiangxi: data only. The folder of this package is the plugin."""
