"""Units checked in arithmetic."""
