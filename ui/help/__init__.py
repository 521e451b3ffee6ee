"""Help, shortcut sheet and licences."""
