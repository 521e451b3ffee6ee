"""Asks how many sealed studies somebody charts a second time, or tells how far that is."""

import secrets

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.domain.twice import second_name
from app.services.second_looks import SecondLook
from ui.counting import counted
from ui.style_sheet import set_kind
from ui.widgets.fitting_dialog import FittingDialog

ROLE = QDialogButtonBox.ButtonRole
SHARE, SEEDS = 10, 1_000_000
"""The usual share of the sealed studies, one in so many; and how many seeds there are."""


class AgainDialog(FittingDialog):
    """Draws nothing itself: says how many, with which seed, and when to change who works here."""

    draw_wanted = Signal(int, int)  # how many, seed
    change_wanted = Signal()  # go on as the second look, or be oneself again

    def __init__(self, look: SecondLook, parent: QWidget, *, is_second: bool) -> None:
        """Show how far it is; `is_second`: who works here charts a second time now."""
        super().__init__(520, 320, parent)
        self.setWindowTitle(self.tr("Chart studies a second time"))
        self._count, self._seed = QSpinBox(), QSpinBox()
        self._column = QVBoxLayout(self)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        box.rejected.connect(self.reject)
        if is_second:
            self._build_second(look, box)
        else:
            self._build_first(look, box)
        self._column.addStretch(1)
        self._column.addWidget(box)

    def _build_first(self, look: SecondLook, box: QDialogButtonBox) -> None:
        self._say(
            self.tr(
                "Some of your sealed studies are drawn by lot, and you chart them anew as “{0}”, "
                "without seeing your first answers. Best wait two weeks or more. Your first "
                "answers count as before; the second are compared with them under Agreement."
            ).format(look.second.name if look.second else second_name(look.first.name))
        )
        if look.drawn:
            self._say(self._told(look))
            self._button(box, self.tr("Go on with them"), is_primary=not look.ready)
            box.buttons()[-1].clicked.connect(self._change)
        if look.ready:
            self._build_draw(look)
            draw = self._button(box, self.tr("Draw and begin"), is_primary=True)
            draw.clicked.connect(self._draw)
            self._count.setFocus()
        else:
            self._say(
                self.tr("No other study is ready: what is charted again must be sealed first.")
            )

    def _build_draw(self, look: SecondLook) -> None:
        ready = len(look.ready)
        self._count.setRange(1, ready)
        self._count.setValue(max(1, round(ready / SHARE)))
        self._count.setAccessibleName(self.tr("How many studies"))
        self._count.setSuffix(self.tr(" of {0} sealed").format(QLocale().toString(ready)))
        self._seed.setRange(0, SEEDS - 1)
        self._seed.setValue(secrets.randbelow(SEEDS))
        self._seed.setAccessibleName(self.tr("Seed of the draw"))
        self._seed.setToolTip(self.tr("The same seed draws the same studies; kept in the log"))
        form = QFormLayout()
        for text, box in (
            (self.tr("&Chart again"), self._count),
            (self.tr("&Seed of the draw"), self._seed),
        ):
            label = QLabel(text)
            label.setBuddy(box)
            form.addRow(label, box)
        self._column.addLayout(form)

    def _build_second(self, look: SecondLook, box: QDialogButtonBox) -> None:
        self._say(self._told(look))
        self._say(
            self.tr(
                "Seal what you charted anew; then be {name} again, and see under Consensus, "
                "Agreement, how steady your answers are."
            ).format(name=look.first.name)
        )
        words = self.tr("Be {name} again").format(name=look.first.name)
        self._button(box, words, is_primary=True).clicked.connect(self._change)

    def _told(self, look: SecondLook) -> str:
        drawn = counted(look.drawn, self.tr("1 study is drawn"), self.tr("{n} studies are drawn"))
        return self.tr("{drawn}, sealed a second time: {sealed}.").format(
            drawn=drawn, sealed=look.sealed
        )

    def _say(self, text: str) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        self._column.addWidget(label)

    def _button(self, box: QDialogButtonBox, text: str, *, is_primary: bool) -> QPushButton:
        button = box.addButton(text, ROLE.ActionRole)
        if is_primary:
            set_kind(button, "primary")
            button.setDefault(True)
        return button

    def _draw(self) -> None:
        self.accept()
        self.draw_wanted.emit(self._count.value(), self._seed.value())

    def _change(self) -> None:
        self.accept()
        self.change_wanted.emit()
