"""Small dialogs of screening: reasons and reviewers, words to mark, what a file of decisions is."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.screened import Words
from app.domain.screening import Policy, Stage, Verdict
from app.domain.screening_files import Standing
from ui.style_sheet import set_kind
from ui.widgets.accepting import accepting_buttons


class _Dialog(QDialog):
    """A form with Cancel and an accepting button."""

    def __init__(self, title: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.buttons, _accept = accepting_buttons(self, verb)
        column = QVBoxLayout(self)
        column.addLayout(self.form)
        column.addWidget(self.buttons)
        self.resize(440, 420)

    def lines(self, label: str, words: Sequence[str]) -> QPlainTextEdit:
        """Add a field with a word a line."""
        field = QPlainTextEdit("\n".join(words))
        field.setTabChangesFocus(True)
        set_kind(field, "field")
        self.row(label, field)
        return field

    def row(self, label: str, field: QWidget) -> None:
        """Add a field under its label."""
        words = QLabel(label)
        words.setBuddy(field)
        words.setWordWrap(True)
        field.setAccessibleName(label)
        self.form.addRow(words, field)


class SetupDialog(_Dialog):
    """The reasons in their order, and how many reviewers decide at each stage."""

    def __init__(self, labels: Sequence[str], policy: Policy, parent: QWidget) -> None:
        """Show what is agreed now."""
        super().__init__(self.tr("Reasons and reviewers"), self.tr("Keep"), parent)
        self.reasons = self.lines(
            self.tr("Reasons for exclusion, one a line; of several, the first is the primary one"),
            labels,
        )
        self.stages = {stage: QComboBox() for stage in Stage}
        for stage, box in self.stages.items():
            box.addItem(self.tr("One reviewer decides"), 1)
            box.addItem(self.tr("Two decide alone, then agree"), 2)
            box.setCurrentIndex(policy.needed(stage) - 1)
        self.row(self.tr("Title and abstract"), self.stages[Stage.TITLE])
        self.row(self.tr("Full text"), self.stages[Stage.FULL])

    def labels(self) -> list[str]:
        """Return the reasons, each once."""
        return _words(self.reasons)

    def policy(self) -> Policy:
        """Return how many decide."""
        title, full = (int(self.stages[stage].currentData()) for stage in Stage)
        return Policy(title, full)


class WordsDialog(_Dialog):
    """Words that are marked while reading."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        """Show the words of now."""
        super().__init__(self.tr("Words to mark"), self.tr("Keep"), parent)
        self.include = self.lines(
            self.tr("Words that speak for inclusion, one a line; telehealth* marks all endings"),
            words.include,
        )
        self.exclude = self.lines(self.tr("Words that speak against it"), words.exclude)

    def words(self) -> Words:
        """Return the words, each once."""
        return Words(tuple(_words(self.include)), tuple(_words(self.exclude)))


class ImportDialog(_Dialog):
    """What a file of decisions says where its rows do not say it."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """Ask about a file."""
        super().__init__(self.tr("Import decisions"), self.tr("Import"), parent)
        hint = QLabel(
            self.tr(
                "“{0}”: decisions are read from the notes (Rayyan) or from columns such as "
                "Decision, Title and abstract, Full text and Reason."
            ).format(name)
        )
        hint.setWordWrap(True)
        self.form.addRow(hint)
        self.stage = QComboBox()
        self.stage.addItem(self.tr("Title and abstract"), Stage.TITLE.value)
        self.stage.addItem(self.tr("Full text"), Stage.FULL.value)
        self.row(self.tr("Stage of decisions that name none"), self.stage)
        self.verdict = QComboBox()
        self.verdict.addItem(self.tr("Its rows say what was decided"), "")
        self.verdict.addItem(self.tr("A list of what was included (Covidence)"), "include")
        self.verdict.addItem(self.tr("A list of what was excluded (Covidence)"), "exclude")
        self.row(self.tr("The file is"), self.verdict)
        self.adds = QCheckBox(self.tr("Add records that are not in the review"))
        self.form.addRow(self.adds)
        self.resize(440, 300)

    def standing(self) -> Standing:
        """Return what was chosen."""
        return Standing(
            Stage(str(self.stage.currentData())), Verdict(str(self.verdict.currentData()))
        )


class UnusedDialog(QDialog):
    """What of a file of decisions could not be used, line by line."""

    def __init__(self, lines: Sequence[str], parent: QWidget) -> None:
        """List the lines."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Not taken from the file"))
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What was not taken"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(640, 400)


def _words(field: QPlainTextEdit) -> list[str]:
    lines = (line.strip() for line in field.toPlainText().splitlines())
    return list(dict.fromkeys(line for line in lines if line))
