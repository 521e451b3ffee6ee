"""What takes the window several steps: opening, importing, exporting, backing up."""
