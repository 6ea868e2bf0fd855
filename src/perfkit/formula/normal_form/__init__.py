"""The normal form: guarded cases, each one fraction of scaled integers."""
