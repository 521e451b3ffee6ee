"""What the selected cells come to, or the column of the current one: a line under the grid."""

from decimal import Decimal

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.domain.charting_sums import Numbers, Summary
from app.domain.folding import shortened
from ui.counting import counted
from ui.style_sheet import set_kind
from ui.widgets.elided_label import ElidedLabel

PLACES = Decimal("0.01")
TEXT = 40  # characters of a text that occurs often
BETWEEN = "  ·  "


class SumsLine(QFrame):
    """Says counts, sum, mean, median and ends of numbers, or the most frequent texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        set_kind(self, "strip")
        self.setFixedHeight(28)
        self._name = QLabel()
        set_kind(self._name, "label")
        self._said = ElidedLabel()
        self._said.setAccessibleName(self.tr("Sums"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self._said, 1)

    def show_summary(self, name: str, found: Summary | None) -> None:
        """Show what something comes to."""
        self._name.setText(shortened(name))
        self._said.setText(self.words(found) if found is not None else "")

    def text(self) -> str:
        """Return all that the line says."""
        return f"{self._name.text()}: {self._said.text()}"

    def words(self, found: Summary) -> str:
        """Return a summary in words."""
        parts = [counted(found.values, self.tr("1 value"), self.tr("{n} values"))]
        if found.numbers is not None:
            parts += self._of_numbers(found.numbers)
        elif found.values:
            different = self.tr("{n} different")
            parts.append(different.replace("{n}", _shown(found.different)))
            if found.common[0][1] > 1:
                most = ", ".join(f"{shortened(text, TEXT)} ({n})" for text, n in found.common)
                parts.append(self.tr("most often {0}").format(most))
        parts += [f"{code} {_shown(count)}" for code, count in found.marks]
        if found.blanks:
            parts.append(self.tr("blank {0}").format(_shown(found.blanks)))
        return BETWEEN.join(parts)

    def _of_numbers(self, numbers: Numbers) -> list[str]:
        unit = f" {numbers.unit}" if numbers.unit else ""
        is_year = numbers.total is None
        ends = f"{_shown(numbers.least, is_year)}–{_shown(numbers.most, is_year)}{unit}"
        middle = self.tr("median {0}").format(_shown(numbers.median, is_year) + unit)
        if numbers.total is None or numbers.mean is None:
            return [ends, middle]
        return [
            self.tr("sum {0}").format(_shown(numbers.total) + unit),
            self.tr("mean {0}").format(_shown(numbers.mean) + unit),
            middle,
            ends,
        ]


def _shown(number: Decimal | int, is_year: bool = False) -> str:
    """Return a number as the locale writes it, at most two decimals; years without a separator."""
    rounded = Decimal(number).quantize(PLACES)
    if is_year:
        return f"{rounded.normalize():f}"
    places = 0 if rounded == rounded.to_integral_value() else 2
    return QLocale().toString(float(rounded), "f", places)
