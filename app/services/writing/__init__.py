"""How each kind of edit is written; called by app.services.extraction alone."""
