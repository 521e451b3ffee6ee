"""The library: records, the search log, duplicates, full texts."""
