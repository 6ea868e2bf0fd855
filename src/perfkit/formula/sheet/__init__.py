"""The spreadsheet reading, from the normal form."""
