"""Reads the export files of databases and reference programs; knows no database of its own."""
