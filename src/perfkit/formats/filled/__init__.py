"""A form that somebody filled in: from what stands on a sheet to what a file of facts would say."""
