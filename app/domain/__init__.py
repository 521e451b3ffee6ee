"""Pure values and rules of a scoping review; standard library only."""
