"""The workspace of the checker: a colleague's sealed answers, one after the other."""
