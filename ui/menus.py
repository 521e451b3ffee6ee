"""The menu bar: every action has its place here, where its key can be read."""

from functools import partial

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
            "file.importtable",
            "file.export",
            "file.export_dialog",
            "file.import_workbook",
            "file.exportpdf",
            "file.report",
            LINE,
            "file.save",
            "file.backup",
            "file.verify",
            LINE,
            "file.packet",
            "file.merge",
            "file.merges",
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
            "view.library",
            "view.screening",
            "view.extract",
            "view.consensus",
            "view.checking",
            "view.table",
            "view.figures",
            "view.coding",
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
        "&Library",
        (
            "lib.import",
            "lib.duplicates",
            "lib.match",
            LINE,
            "lib.search",
            "lib.appendix",
            LINE,
            "lib.order",
            LINE,
            "pair.same",
            "pair.two",
            "pair.linked",
            "pair.later",
        ),
    ),
    (
        "&Study",
        (
            "nav.nextstudy",
            "nav.prevstudy",
            LINE,
            "ext.complete",
            "study.seal",
            "study.sealall",
            "study.breakseal",
            "study.lookearly",
            "review.blinding",
            "review.again",
            "study.history",
            "review.check",
            "study.replacepdf",
            "study.addreport",
            "study.nextreport",
            "study.join",
            LINE,
            "list.open",
            "list.filter",
            "list.rename",
            "list.remove",
            "list.others",
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
            "form.appraise",
            "form.import",
            "form.export",
            LINE,
            "form.publish",
            "form.discard",
        ),
    ),
    (
        "Scree&ning",
        (
            "screen.include",
            "screen.exclude",
            "screen.unsure",
            "screen.clear",
            LINE,
            *(f"screen.r{number}" for number in range(1, 10)),
            LINE,
            "screen.next",
            "screen.prev",
            "screen.got",
            "screen.notgot",
            "screen.quote",
            "screen.anew",
            LINE,
            "screen.setup",
            "screen.words",
            "screen.import",
            "screen.pilot",
        ),
    ),
    (
        "C&onsensus",
        (
            "cons.a",
            "cons.b",
            "cons.both",
            "cons.own",
            "cons.keep1",
            "cons.keep2",
            "cons.unsure",
            "cons.accept",
            "cons.clear",
            LINE,
            "cons.next",
            "cons.prev",
            "cons.show",
            LINE,
            "cons.agreeall",
            "cons.rows",
            "cons.close",
            "cons.agreement",
            LINE,
            "cons.third",
            "cons.answers",
            LINE,
            "ver.confirm",
            "ver.correct",
            "ver.clear",
            "ver.next",
            "ver.prev",
        ),
    ),
    (
        "Ta&ble",
        (
            "grid.copy",
            "grid.paste",
            "grid.filldown",
            "grid.clear",
            "grid.replace",
            LINE,
            "grid.row",
            "grid.column",
            LINE,
            "grid.filtermenu",
            "grid.filter",
            "grid.columns",
            "grid.unfold",
            "grid.wrap",
            LINE,
            "grid.sums",
            "grid.paper",
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


class Menus:
    """The menus of a bar; each is filled when it is first opened, or by `fill` before that.

    Filling them all takes longer than the rest of the window that a start shows.
    """

    def __init__(self, bar: QMenuBar, actions: Actions) -> None:
        """Put every menu in the bar."""
        self._actions = actions
        self._empty: dict[str, tuple[QMenu, tuple[str, ...]]] = {}
        for title, ids in MENUS:
            menu = bar.addMenu(QCoreApplication.translate("menus", title))
            menu.setToolTipsVisible(False)
            self._empty[title] = menu, ids
            menu.aboutToShow.connect(partial(self._fill, title))

    def fill(self) -> dict[str, QMenu]:
        """Put every action in its menu; return the menus filled, by title without the mnemonic."""
        menus = {title.replace("&", ""): menu for title, (menu, _) in self._empty.items()}
        for title in tuple(self._empty):
            self._fill(title)
        return menus

    def _fill(self, title: str) -> None:
        menu, ids = self._empty.pop(title, (None, ()))
        if menu is None:
            return
        for action_id in ids:
            if action_id == LINE:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[action_id])
