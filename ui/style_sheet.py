"""The small style sheet of Chartdesk's own parts; combo boxes are left to the palette.

A widget asks for a part by its dynamic property `kind` (and `tone`), see `set_kind`.
"""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

TONES = ("success", "warning", "danger", "info", "neutral")

CONTROLS = """
QToolTip {{ background: {elevated}; color: {text}; border: 1px solid {border_strong};
  padding: 4px 6px; }}
QPushButton {{ background: {surface}; color: {text}; border: 1px solid {border_strong};
  border-radius: 4px; padding: 4px 12px; min-height: 20px; }}
QPushButton:hover {{ background: {row_hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {accent_subtle}; }}
QPushButton:focus {{ border: 2px solid {focus}; padding: 3px 11px; }}
QPushButton:disabled {{ color: {text_disabled}; background: {surface_alt};
  border-color: {border}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent};
  border-color: {accent}; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {accent_pressed}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind="primary"]:disabled {{ background: {neutral_bg}; color: {text_disabled};
  border-color: {border}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent;
  color: {link}; padding: 2px 4px; text-align: left; min-height: 20px; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {focus}; padding: 1px 3px; }}
QToolButton {{ background: transparent; color: {text}; border: 1px solid transparent;
  border-radius: 4px; padding: 3px; min-width: 20px; min-height: 20px; }}
QToolButton:hover {{ background: {row_hover}; }}
QToolButton:pressed {{ background: {selection}; }}
QToolButton:checked {{ background: {accent_subtle}; color: {accent}; }}
QToolButton:focus {{ border: 2px solid {focus}; padding: 2px; }}
QToolButton:disabled {{ color: {text_disabled}; }}
QToolButton[popupMode="2"] {{ padding-right: 18px; }}
QToolButton[popupMode="2"]:focus {{ padding-right: 17px; }}
QToolButton::menu-indicator {{ subcontrol-origin: border; subcontrol-position: right center;
  right: 5px; }}
QToolButton[kind="tab"] {{ padding: 4px 12px; }}
QToolButton[kind="tab"]:checked {{ font-weight: 600; }}
QToolButton[kind="tab"]:focus {{ padding: 3px 11px; }}
QLineEdit, QPlainTextEdit[kind="field"], QTextEdit[kind="field"] {{ background: {surface};
  color: {text}; border: 1px solid {border_strong}; border-radius: 4px; padding: 3px 6px; }}
QLineEdit:focus, QPlainTextEdit[kind="field"]:focus, QTextEdit[kind="field"]:focus {{
  border: 2px solid {focus}; padding: 2px 5px; }}
QLineEdit:read-only {{ background: {surface_alt}; }}
QLineEdit:disabled {{ background: {surface_alt}; color: {text_disabled};
  border-color: {border}; }}
QLineEdit[invalid="true"], QPlainTextEdit[kind="field"][invalid="true"] {{
  border: 2px solid {danger}; padding: 2px 5px; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: none; padding: 0;
  background: transparent; }}
QComboBox, QAbstractSpinBox {{ min-height: 24px; }}
QCheckBox, QRadioButton {{ min-height: 24px; }}
QCheckBox::indicator, QAbstractItemView::indicator, QRadioButton::indicator {{
  width: 14px; height: 14px;
  border: 1px solid {border_strong}; background: {surface}; border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:hover, QAbstractItemView::indicator:hover,
QRadioButton::indicator:hover {{ background: {row_hover}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
  background: {accent}; border-color: {accent};
  image: url("{check}"); }}
QRadioButton::indicator:checked {{ background: {surface}; border: 5px solid {accent};
  width: 6px; height: 6px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {border};
  background: {surface_alt}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {focus}; }}
QProgressBar {{ background: {surface_alt}; border: 1px solid {border_strong};
  border-radius: 3px; min-height: 8px; max-height: 14px; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QScrollBar:vertical {{ background: {surface_alt}; width: 12px; margin: 0; border: none; }}
QScrollBar:horizontal {{ background: {surface_alt}; height: 12px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {border_strong}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {text_muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {elevated}; color: {text}; border: 1px solid {border_strong}; }}
QMenu::item {{ padding: 5px 24px 5px 12px; }}
QMenu::item:selected {{ background: {selection}; color: {on_selection}; }}
QMenu::item:disabled {{ color: {text_disabled}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 8px; }}
QMenuBar {{ background: {surface}; color: {text}; }}
QMenuBar::item {{ padding: 3px 8px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {row_hover}; }}
QStatusBar {{ background: {surface_alt}; border-top: 1px solid {border}; }}
QStatusBar::item {{ border: none; }}
QToolBar {{ background: {surface}; border: none; border-bottom: 1px solid {border};
  spacing: 2px; padding: 2px 4px; }}
QToolBar[kind="inner"] {{ border: none; background: transparent; }}
QToolBar::separator {{ width: 1px; background: {border}; margin: 4px 4px; }}
QSplitter::handle {{ background: {border}; }}
QSplitter::handle:hover {{ background: {accent}; }}
"""

PARTS = """
QFrame[kind="card"] {{ background: {surface}; border: 1px solid {border}; border-radius: 6px; }}
QFrame[kind="card"][target="true"] {{ background: {target_subtle};
  border: 1px solid {target}; border-left: 4px solid {target}; }}
QFrame[kind="pane"] {{ background: {window}; }}
QFrame[kind="bar"] {{ background: {surface}; border: none; border-bottom: 1px solid {border}; }}
QFrame[kind="footer"] {{ background: {surface}; border: none; border-top: 1px solid {border}; }}
QFrame[kind="rail"] {{ background: {surface_alt}; border: none;
  border-right: 1px solid {border}; }}
QFrame[kind="popup"] {{ background: {elevated}; border: 1px solid {border_strong};
  border-radius: 6px; }}
QFrame[kind="drop"] {{ background: {surface}; border: 1px dashed {border_strong};
  border-radius: 6px; }}
QFrame[kind="drop"][active="true"] {{ background: {accent_subtle}; border-color: {accent}; }}
QFrame[kind="nested"] {{ border: none; border-left: 2px solid {border_strong}; }}
QFrame[kind="word"] {{ background: transparent; border: none; }}
QListView[kind="plain"], QScrollArea[kind="plain"] {{ border: none; background: transparent; }}
QScrollArea[kind="plain"] > #qt_scrollarea_viewport > QWidget {{ background: transparent; }}
QListView[kind="pages"] {{ background: {surface_alt}; border: none;
  border-right: 1px solid {border}; padding: 8px 6px; outline: none; }}
QListView[kind="pages"]::item {{ padding: 6px 8px; border-radius: 4px; color: {text}; }}
QListView[kind="pages"]::item:hover {{ background: {row_hover}; }}
QListView[kind="pages"]::item:selected {{ background: {accent_subtle}; color: {text}; }}
QListView[kind="pages"]::item:selected:focus {{ border: 2px solid {focus}; padding: 4px 6px; }}
QTableView {{ border: 1px solid {border}; border-radius: 4px; background: {surface}; }}
QTableView[kind="bare"] {{ border: none; border-radius: 0; }}
QTableView::item {{ padding: 2px 8px; }}
QTreeView::item {{ min-height: 24px; }}
QHeaderView::section {{ background: {surface_alt}; color: {text_muted}; border: none;
  border-bottom: 1px solid {border}; padding: 5px 8px; font-weight: 600; }}
QLabel[kind="muted"] {{ color: {text_muted}; }}
QLabel[kind="caption"] {{ color: {text_muted}; font-size: {caption}pt; }}
QLabel[kind="error"] {{ color: {danger}; }}
QLabel[kind="warning"] {{ color: {warning}; }}
QLabel[kind="label"] {{ font-weight: 600; }}
QLabel[kind="heading1"] {{ font-size: {heading1}pt; font-weight: 600; }}
QLabel[kind="heading2"] {{ font-size: {heading2}pt; font-weight: 600; }}
QLabel[kind="heading3"] {{ font-size: {heading3}pt; font-weight: 600; }}
QLabel[kind="target"] {{ color: {target}; font-weight: 600; }}
QLabel[kind="tag"] {{ border-radius: 3px; padding: 0 5px; font-weight: 600; }}
QLabel[kind="chip"] {{ border-radius: 4px; padding: 1px 6px; font-weight: 600;
  font-size: {caption}pt; background: {neutral_bg}; color: {neutral}; }}
"""

TONE = """
QLabel[kind="chip"][tone="{tone}"] {{ background: {fill}; color: {ink}; }}
QFrame[kind="banner"][tone="{tone}"] {{ background: {fill}; border: none;
  border-left: 4px solid {ink}; border-radius: 4px; }}
QLabel[kind="state"][tone="{tone}"] {{ color: {ink}; font-weight: 600; }}
"""


def style_sheet(colours: Mapping[str, QColor], points: float, check: Path) -> str:
    """Write the sheet for these colours, a body size in points and the tick of check boxes."""
    names = {name: colour.name() for name, colour in colours.items()}
    names["check"] = check.as_posix()
    sizes = {
        "caption": f"{points * 0.92:.2f}",
        "heading1": f"{points * 1.70:.2f}",
        "heading2": f"{points * 1.35:.2f}",
        "heading3": f"{points * 1.15:.2f}",
    }
    tones = (TONE.format(tone=tone, fill=names[f"{tone}_bg"], ink=names[tone]) for tone in TONES)
    return (CONTROLS + PARTS).format(**names, **sizes) + "".join(tones)


def set_kind(widget: QWidget, kind: str, tone: str = "") -> None:
    """Dress a widget as one of the parts, and repaint it when it changes."""
    widget.setProperty("kind", kind)
    if tone:
        widget.setProperty("tone", tone)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Look the rules up again after a property has changed.

    A widget that was never shown is left alone: Qt looks its rules up when it shows it.
    """
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
