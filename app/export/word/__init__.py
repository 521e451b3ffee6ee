"""The documents of a report: appendices, tables, checklist and methods in Word."""
