"""Forms that people fill in, as workbooks."""
