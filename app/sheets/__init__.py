"""Tables of text in CSV and Excel files, read and written."""
