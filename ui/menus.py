"""The menu bar: every action has its place here, where its key can be read."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QMenuBar

from ui.actions import Actions

LINE = ""  # a separator
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        (
            "file.new",
            "file.open",
            LINE,
            "file.import",
            "file.export",
            "file.exportpdf",
            LINE,
            "file.save",
            "file.backup",
            LINE,
            "app.prefs",
            "file.close",
            "app.quit",
        ),
    ),
    (
        "&Edit",
        (
            "edit.undo",
            "edit.redo",
            LINE,
            "sel.copy",
            "sel.copycite",
            "pdf.selectall",
            LINE,
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
            "view.table",
            "view.form",
            "view.project",
            LINE,
            "view.list",
            "view.swap",
            "view.detach",
            "pdf.sidebar",
            "view.text",
            "view.fullscreen",
            LINE,
            "pdf.zoomin",
            "pdf.zoomout",
            "pdf.fitwidth",
            "pdf.fittext",
            "pdf.fitpage",
            "pdf.fitall",
            "pdf.spread",
            "pdf.rotate",
            "pdf.rotateccw",
            LINE,
            "view.nextpane",
            "view.prevpane",
        ),
    ),
    (
        "&Study",
        (
            "nav.nextstudy",
            "nav.prevstudy",
            LINE,
            "ext.complete",
            "review.check",
            "study.replacepdf",
            "study.addreport",
            "study.nextreport",
            LINE,
            "list.open",
            "list.filter",
            "list.rename",
            "list.remove",
        ),
    ),
    (
        "F&ield",
        (
            "nav.nextissue",
            "nav.previssue",
            "nav.revisit",
            "ext.stillright",
            "pdf.nexttarget",
            "pdf.prevtarget",
            LINE,
            "ext.notreported",
            "ext.notapplicable",
            "ext.unclear",
            "ext.computed",
            "ext.fromauthors",
            "ext.unsure",
            "note.add",
        ),
    ),
    (
        "Eviden&ce",
        (
            "sel.fill",
            "sel.append",
            "sel.evidence",
            "sel.keep",
            "sel.tofield",
            LINE,
            "sel.c1",
            "sel.c2",
            "sel.c3",
            "sel.c4",
            "sel.c5",
            "sel.c6",
            LINE,
            "sel.widen",
            "sel.narrow",
            "sel.clear",
            LINE,
            "nav.evidence",
            "pdf.nexthl",
            "pdf.prevhl",
            "pdf.delete",
            LINE,
            "evidence.page",
            "evidence.absent",
            "pdf.recrop",
            LINE,
            "pdf.adopt",
            "pdf.adoptall",
            LINE,
            "pdf.capture",
        ),
    ),
    (
        "&Paper",
        (
            "pdf.nextpage",
            "pdf.prevpage",
            "pdf.screendown",
            "pdf.screenup",
            "pdf.goto",
            LINE,
            "pdf.back",
            "pdf.forward",
            LINE,
            "pdf.select",
            "pdf.hand",
            "pdf.region",
            "pdf.caret",
        ),
    ),
    (
        "Fo&rm",
        (
            "bld.new",
            "bld.dup",
            "bld.rename",
            "bld.up",
            "bld.down",
            "bld.delete",
            LINE,
            "form.template",
            "form.import",
            "form.export",
            LINE,
            "form.publish",
            "form.discard",
        ),
    ),
    (
        "&Help",
        (
            "app.help",
            "app.shortcuts",
            "app.sample",
            "app.resetsample",
            "app.messages",
            LINE,
            "app.about",
        ),
    ),
)


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> dict[str, QMenu]:
    """Put every action in its menu; returns the menus by title without the mnemonic."""
    menus = {}
    for title, ids in MENUS:
        menu = bar.addMenu(QCoreApplication.translate("menus", title))
        menu.setToolTipsVisible(False)
        for action_id in ids:
            if action_id == LINE:
                menu.addSeparator()
            else:
                menu.addAction(actions[action_id])
        menus[title.replace("&", "")] = menu
    return menus
