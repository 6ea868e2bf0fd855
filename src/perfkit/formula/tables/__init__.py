"""Decision tables proved: rows beyond reach, and what is left to ``otherwise``."""
