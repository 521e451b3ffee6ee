"""The start screen and the dialog that makes a new review."""
