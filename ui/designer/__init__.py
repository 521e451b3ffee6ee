"""The form designer: outline, properties, preview, versions."""
