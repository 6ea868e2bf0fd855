"""The working paper as a workbook: laid out as cells first, written by XlsxWriter last."""
