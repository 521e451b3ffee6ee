"""Services: one module per family of the reviewer's verbs."""
