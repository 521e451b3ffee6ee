"""The workspace of the content analysis: answers, the codes on them, and the framework."""
