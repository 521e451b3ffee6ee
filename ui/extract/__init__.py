"""The extraction workspace: papers beside the form."""
