"""The page of the form designer: outline, properties, and what there is to see beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.fields import COMPUTED_TYPES, FieldType
from ui.actions import Actions
from ui.designer.again_page import AgainPage
from ui.designer.inputs import TextInput
from ui.designer.outline import Outline
from ui.designer.pilot_page import PilotPage
from ui.designer.preview import Preview
from ui.designer.properties import FieldProperties, PropertyPage
from ui.designer.section_properties import SectionProperties
from ui.designer.versions_page import VersionsPage
from ui.designer.words import TYPES, type_words
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.banner import Banner

SIZES = (300, 470, 590)  # pixels at 1366, ux.md 1.4
TOOLS = ("form.template", "form.import", "form.export", "form.publish")


class DesignerView(QWidget):
    """Lays the parts out; it holds no form and writes nothing."""

    field_wanted = Signal(object)  # FieldType
    section_wanted = Signal(bool, bool)  # repeating, about the review

    def __init__(self, tokens: Tokens, actions: Actions) -> None:
        """Build the page, empty."""
        super().__init__()
        self.outline = Outline(tokens)
        self.field = FieldProperties(tokens)
        self.section = SectionProperties(tokens)
        self.preview = Preview(tokens)
        self.again = AgainPage()
        self.versions = VersionsPage()
        self.pilot = PilotPage()
        self.banner = Banner(tokens)
        self.tabs = QTabWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._state = QLabel()
        self._pages = QStackedWidget()
        self._field_page = PropertyPage(self.field)
        self._section_page = PropertyPage(self.section)
        self._tools = QToolBar()
        self._adders: list[QToolButton] = []
        self._build(tokens, actions)

    def show_state(self, words: str) -> None:
        """Say which version this is, and who uses it."""
        self._state.setText(words)
        self._state.setToolTip(words)

    def show_field_page(self) -> None:
        """Show the properties of a field."""
        self._pages.setCurrentWidget(self._field_page)

    def show_section_page(self) -> None:
        """Show the properties of a section."""
        self._pages.setCurrentWidget(self._section_page)

    def show_waiting(self, count: int) -> None:
        """Say in the tab how many answers wait."""
        words = self.tr("Chart again")
        self.tabs.setTabText(1, f"{words} ({count})" if count else words)

    def step_pane(self, by: int) -> None:
        """Move the focus to the next part: outline, properties, what is beside."""
        panes = (self.outline, self._pages, self.tabs)
        inputs = (self.outline, self._label_input(), self.tabs.tabBar())
        focused = QApplication.focusWidget()
        at = next((n for n, p in enumerate(panes) if focused and p.isAncestorOf(focused)), 0)
        at = 0 if focused is self.outline else at
        inputs[(at + by) % len(inputs)].setFocus(Qt.FocusReason.TabFocusReason)

    def edit_label(self) -> None:
        """Put the caret into the label of what is chosen."""
        self._label_input().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._label_input().selectAll()

    def set_writable(self, *, is_writable: bool) -> None:
        """Let the form be looked at only."""
        for widget in (self.field, self.section, self.pilot, *self._adders):
            widget.setEnabled(is_writable)

    def flush(self) -> None:
        """Say what is being typed."""
        self.field.flush()
        self.section.flush()
        self.pilot.flush()

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.outline.dress(tokens)
        self.field.condition.dress(tokens)
        self.section.condition.dress(tokens)
        self.preview.dress(tokens)
        self.banner.dress(tokens)
        for button, icon in zip(self._adders, ("plus", "list"), strict=True):
            button.setIcon(tokens.icon(icon))

    def use_verbs(self, verbs: Sequence[QAction]) -> None:
        """Offer these on a part of the outline; their keys work there."""
        self.outline.use_verbs(verbs)
        self.outline.addActions(verbs)

    def _label_input(self) -> TextInput:
        is_field = self._pages.currentWidget() is self._field_page
        return self.field.label if is_field else self.section.label

    def _build(self, tokens: Tokens, actions: Actions) -> None:
        self._build_tools(tokens, actions)
        self._pages.addWidget(self._field_page)
        self._pages.addWidget(self._section_page)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Preview, chart again, versions, pilot"))
        self.tabs.addTab(self.preview, self.tr("Preview"))
        self.tabs.addTab(self.again, self.tr("Chart again"))
        self.tabs.addTab(self.versions, self.tr("Versions"))
        self.tabs.addTab(self.pilot, self.tr("Pilot"))
        for widget, least in ((self.outline, 200), (self._pages, 400), (self.tabs, 300)):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes(list(SIZES))
        for place, size in enumerate(SIZES):
            self.splitter.setStretchFactor(place, size // 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self.banner)
        column.addWidget(self.splitter, 1)

    def _build_tools(self, tokens: Tokens, actions: Actions) -> None:
        self._tools.setAccessibleName(self.tr("Form tools"))
        self._tools.setMovable(False)
        self._tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._state.setContentsMargins(8, 0, 12, 0)
        set_kind(self._state, "label")
        self._tools.addWidget(self._state)
        field = self._adder(self.tr("Field"), tokens, "plus", self._field_menu())
        section = self._adder(self.tr("Section"), tokens, "list", self._section_menu())
        for button in (field, section):
            self._tools.addWidget(button)
        for name in TOOLS:
            self._tools.addAction(actions[name])
        for button in self._tools.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _adder(self, words: str, tokens: Tokens, icon: str, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setIcon(tokens.icon(icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        button.setAccessibleName(self.tr("Add: {0}").format(words))
        self._adders.append(button)
        return button

    def _field_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind in TYPES:
            if kind not in COMPUTED_TYPES:
                action = menu.addAction(type_words(kind))
                action.triggered.connect(lambda _on=False, kind=kind: self._want_field(kind))
        return menu

    def _section_menu(self) -> QMenu:
        menu = QMenu(self)
        offered = (
            (self.tr("Questions about each study"), False, False),
            (self.tr("Repeating rows (arms, outcomes …)"), True, False),
            (self.tr("Questions about the review, asked once"), False, True),
        )
        for words, repeating, review in offered:
            action = menu.addAction(words)
            action.triggered.connect(
                lambda _on=False, r=repeating, v=review: self.section_wanted.emit(r, v)
            )
        return menu

    def _want_field(self, kind: FieldType) -> None:
        self.field_wanted.emit(kind)
