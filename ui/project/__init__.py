"""The page about the review itself: questions, backups, reviewer and files."""
