"""The language: from the text of a formula to its tree, and back."""
