"""Small controls that know nothing of reviews."""
