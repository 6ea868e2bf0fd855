"""The reading in words: formulas, rules and worked lines, in Chinese and English."""
