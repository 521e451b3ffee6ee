"""The window: widgets that turn gestures into edits and show what the services return."""
