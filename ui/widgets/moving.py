"""Lines of a model that are moved by dragging them; nothing else is dropped there."""

from PySide6.QtCore import QByteArray, QMimeData, Qt


class Moving:
    """Mixin of models, before Qt's class; `carries` names the kind of what is dragged."""

    carries: str

    def supportedDropActions(self) -> Qt.DropAction:
        """Only move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Know own lines only."""
        return [self.carries]

    def packed(self, key: str) -> QMimeData:
        """Return what a line is carried as; without a key, nothing."""
        data = QMimeData()
        if key:
            data.setData(self.carries, QByteArray(key.encode()))
        return data

    def unpacked(self, data: QMimeData) -> str:
        """Return the key of the line that is carried, or nothing."""
        return bytes(data.data(self.carries).data()).decode()
