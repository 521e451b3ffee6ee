"""Dialogs of what leaves a review and of what comes back: export, edited workbook."""
