"""One module a sheet of the charting workbook."""
