"""Storage: tables, engine, snapshots and migrations. No rules of the review live here."""
