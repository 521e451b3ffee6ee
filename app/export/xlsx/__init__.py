"""What openpyxl leaves out or does dearly: rows as a stream, and alternative texts of charts."""
