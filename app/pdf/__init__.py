"""The PDF engine: PDFium in worker processes, and pure functions on the text of a page."""
