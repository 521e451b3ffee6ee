"""The open evidence bundle: charted data, codebook and quotes without the papers."""
