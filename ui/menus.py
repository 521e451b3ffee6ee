"""The menu bar: every action of the window, where people look for its key."""

from PySide6.QtWidgets import QMenu, QMenuBar

from ui.actions import Actions

SEPARATOR = ""
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        (
            "file.new",
            "file.open",
            "file.close",
            SEPARATOR,
            "file.save",
            "file.backup",
            SEPARATOR,
            "file.import",
            "file.export",
            SEPARATOR,
            "app.prefs",
            "app.quit",
        ),
    ),
    (
        "&Edit",
        (
            "edit.undo",
            "edit.redo",
            SEPARATOR,
            "edit.find",
            "edit.findnext",
            "edit.findprev",
            "edit.findall",
        ),
    ),
    (
        "&View",
        (
            "view.extract",
            "view.project",
            SEPARATOR,
            "view.list",
            "view.swap",
            "view.fullscreen",
            SEPARATOR,
            "pdf.zoomin",
            "pdf.zoomout",
            "pdf.fitwidth",
            "pdf.fitpage",
            "pdf.rotate",
            "pdf.rotateccw",
            SEPARATOR,
            "view.nextpane",
            "view.prevpane",
        ),
    ),
    (
        "&Study",
        (
            "nav.nextstudy",
            "nav.prevstudy",
            SEPARATOR,
            "nav.nextissue",
            "nav.previssue",
            SEPARATOR,
            "ext.complete",
            "list.rename",
            "list.remove",
        ),
    ),
    (
        "F&ield",
        (
            "ext.notreported",
            "ext.notapplicable",
            "ext.unclear",
            "ext.unsure",
            "note.add",
            SEPARATOR,
            "nav.evidence",
            "pdf.nexttarget",
            "pdf.prevtarget",
        ),
    ),
    (
        "E&vidence",
        (
            "sel.fill",
            "sel.append",
            "sel.evidence",
            "sel.keep",
            "sel.tofield",
            SEPARATOR,
            "sel.widen",
            "sel.narrow",
            "sel.copy",
            "sel.copycite",
            SEPARATOR,
            "pdf.capture",
            "pdf.caret",
            "pdf.hand",
            "pdf.select",
            SEPARATOR,
            "pdf.nexthl",
            "pdf.prevhl",
            "pdf.delete",
            "pdf.goto",
            "pdf.back",
            "pdf.forward",
        ),
    ),
    ("&Help", ("app.help", "app.shortcuts", "app.messages", "app.about")),
)


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> None:
    """Put every menu into the bar."""
    for title, names in MENUS:
        menu = QMenu(title, bar)
        for name in names:
            if name == SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(actions[name])
        bar.addMenu(menu)
