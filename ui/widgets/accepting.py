"""The buttons that end a dialog: one that says what it does, and Cancel."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton


def accepting_buttons(dialog: QDialog, verb: str) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the row of buttons and the accepting one, tied to the dialog's ends."""
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, dialog)
    accept = buttons.button(kinds.Ok)
    accept.setText(verb)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons, accept
