"""The exact reading: formulas and rules as functions over ratios of integers."""
