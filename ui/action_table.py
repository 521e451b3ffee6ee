"""Every action of the window: id, text, keys, icon and status tip, in one table."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where an action's keys work: the whole window, or one pane that has the focus."""

    GLOBAL = "GLOBAL"
    EXTRACT = "EXTRACT"
    PDF = "PDF"
    SEL = "SEL"
    LIST = "LIST"
    BUILDER = "BUILDER"
    SCREENING = "SCREENING"
    CONSENSUS = "CONSENSUS"


class Role(StrEnum):
    """Where macOS moves an action in its own application menu."""

    NONE = "none"
    ABOUT = "about"
    PREFERENCES = "preferences"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action; `keys` are portable sequences, `mac` None means the same keys.

    On macOS Qt reads Ctrl as Command and Meta as Control.
    """

    id: str
    text: str
    scope: Scope
    tip: str
    keys: tuple[str, ...] = ()
    mac: tuple[str, ...] | None = None
    icon: str = ""
    checkable: bool = False
    role: Role = Role.NONE

    def keys_on(self, mac: bool) -> tuple[str, ...]:
        """Return the keys of a platform, the one to show first."""
        return self.mac if mac and self.mac is not None else self.keys


G, X, P, S, L = Scope.GLOBAL, Scope.EXTRACT, Scope.PDF, Scope.SEL, Scope.LIST
B, C, K = Scope.BUILDER, Scope.SCREENING, Scope.CONSENSUS

# One action to a line or two reads as a table.
# fmt: off
FILE = (
    ActionRow("file.new", "&New review…", G, "Start a review in a new folder", ("Ctrl+N",),
              icon="file-plus"),
    ActionRow("file.open", "&Open review…", G, "Open a review folder", ("Ctrl+O",),
              icon="folder-open"),
    ActionRow("file.close", "&Close window", G, "Close the review; everything is saved",
              ("Ctrl+W", "Ctrl+F4"), ("Ctrl+W",)),
    ActionRow("file.save", "&Save now", G, "Write what is being typed and show the time",
              ("Ctrl+S",), icon="save"),
    ActionRow("file.backup", "&Back up a copy…", G, "Keep a copy of the review in its backups",
              ("Ctrl+Shift+S",), icon="archive"),
    ActionRow("file.import", "&Add PDFs…", G, "Add papers to the review, one study each",
              ("Ctrl+Shift+I",), icon="upload"),
    ActionRow("file.export", "&Export to Excel…", G, "Write the JBI workbook of this review",
              ("Ctrl+E",), ("Ctrl+Alt+E",), icon="file-spreadsheet"),
    ActionRow("file.exportpdf", "Export annotated P&DFs", G,
              "Write a copy of every paper with its quotes marked"),
    ActionRow("file.packet", "Save my &work for merging…", G,
              "Write your answers and quotes to a file for a colleague"),
    ActionRow("file.merge", "&Merge a colleague's file…", G,
              "Bring a colleague's work in; nothing is overwritten", icon="git-merge"),
    ActionRow("app.prefs", "Se&ttings…", G, "Theme, text size, keys and reviewer", ("Ctrl+,",),
              icon="settings", role=Role.PREFERENCES),
    ActionRow("app.quit", "&Quit", G, "Close Chartdesk; everything is saved", (), ("Ctrl+Q",),
              role=Role.QUIT),
)

EDIT = (
    ActionRow("edit.undo", "&Undo", G, "Take the last step back", ("Ctrl+Z",), icon="undo-2"),
    ActionRow("edit.redo", "&Redo", G, "Do the step again", ("Ctrl+Y", "Ctrl+Shift+Z"),
              ("Ctrl+Shift+Z",), icon="redo-2"),
    ActionRow("edit.find", "&Find in this PDF", G, "Find words in the open paper", ("Ctrl+F",),
              icon="search"),
    ActionRow("edit.findnext", "Find &next", G, "Go to the next hit", ("F3",), ("Ctrl+G",),
              icon="chevron-down"),
    ActionRow("edit.findprev", "Find &previous", G, "Go to the hit before", ("Shift+F3",),
              ("Ctrl+Shift+G",), icon="chevron-up"),
    ActionRow("edit.findall", "Find in &all PDFs", G, "Find words in all papers of the review",
              ("Ctrl+Shift+F",), icon="folder-search"),
    ActionRow("note.add", "N&ote on field", G, "Write a note on the field", ("Shift+F2",),
              icon="message-square"),
)

VIEW = (
    ActionRow("view.fullscreen", "F&ull screen", G, "Use the whole screen", ("F11",),
              ("Meta+Ctrl+F",), icon="expand", checkable=True),
    ActionRow("view.screening", "Screenin&g", G,
              "Decide on records and full texts, settle, draw the flow diagram", ("Ctrl+8",),
              icon="workflow", checkable=True),
    ActionRow("view.extract", "&Extract", G, "Read papers and fill the form", ("Ctrl+2",),
              icon="columns-2", checkable=True),
    ActionRow("view.consensus", "Co&nsensus", G, "Settle where two reviewers differ", ("Ctrl+3",),
              icon="scale", checkable=True),
    ActionRow("view.table", "C&harting table", G, "All studies and answers as a grid", ("Ctrl+4",),
              icon="table-2", checkable=True),
    ActionRow("view.form", "Fo&rm", G, "Design the form, publish versions, see what changed",
              ("Ctrl+6",), icon="list-checks", checkable=True),
    ActionRow("view.project", "Pro&ject", G, "Questions, backups, reviewer and files", ("Ctrl+7",),
              icon="clipboard-list", checkable=True),
    ActionRow("view.nextpane", "Ne&xt pane", G, "Move the focus to the next pane", ("F6",)),
    ActionRow("view.prevpane", "Pre&vious pane", G, "Move the focus to the pane before",
              ("Shift+F6",)),
    ActionRow("view.list", "Study &list", G, "Show the study list wide or as a rail", ("Ctrl+B",),
              icon="panel-left", checkable=True),
    ActionRow("view.text", "Text o&f the page", G,
              "Show the page as plain text (screen readers)",
              ("Ctrl+Shift+T",), icon="scan-text", checkable=True),
    ActionRow("view.swap", "&Swap PDF and form", G, "Put the form on the other side",
              ("Ctrl+Shift+X",), icon="arrow-left-right", checkable=True),
    ActionRow("view.detach", "PDF in its own window", G, "Show the PDF on another screen",
              ("Ctrl+Shift+D",), icon="app-window", checkable=True),
)

STUDY = (
    ActionRow("nav.nextstudy", "&Next study", G, "Open the next study of the list",
              ("Ctrl+PgDown",), ("Ctrl+Alt+Down",), icon="chevron-right"),
    ActionRow("nav.prevstudy", "&Previous study", G, "Open the study before", ("Ctrl+PgUp",),
              ("Ctrl+Alt+Up",), icon="chevron-left"),
    ActionRow("review.check", "Chec&k the review…", G,
              "List what is missing, contradicts its quote, can't be, or was not read",
              icon="list-checks"),
    ActionRow("nav.nextissue", "Next &unanswered", G,
              "Go to the next field without an answer, or that a check asks about", ("F8",),
              icon="list-checks"),
    ActionRow("nav.previssue", "Previous un&answered", G,
              "Go to the field without an answer before", ("Shift+F8",)),
    ActionRow("nav.revisit", "Next to chart a&gain", G,
              "Go to the next answer that a new version of the form asks about", ("Ctrl+F8",),
              icon="rotate-cw"),
    ActionRow("ext.stillright", "Still r&ight", G,
              "The answer holds under the new version of the form; go to the next"),
    ActionRow("nav.evidence", "Field ↔ e&vidence", G, "Jump between a field and its quotes",
              ("Ctrl+J",), icon="quote"),
    ActionRow("study.addreport", "Add a repor&t…", G,
              "Add a supplement, a protocol or a further paper to this study", icon="file-plus"),
    ActionRow("study.nextreport", "Ne&xt report", G, "Show the next report of this study",
              ("Ctrl+Shift+R",)),
    ActionRow("study.join", "&Join another study…", G,
              "Make the reports of another study reports of this one, with your answers",
              icon="git-merge"),
    ActionRow("study.replacepdf", "Replace the P&DF…", G,
              "Give the study another copy of its PDF and find the quotes there"),
    ActionRow("ext.complete", "Mark &complete and next", X,
              "Mark this study complete and open the next", ("Ctrl+Return", "Ctrl+Enter"),
              icon="circle-check"),
    ActionRow("study.seal", "&Seal this study", G,
              "Seal the complete study, so that it can be compared", icon="lock"),
    ActionRow("study.sealall", "Seal m&y work…", G,
              "Seal every study that you have marked complete", icon="lock"),
    ActionRow("study.breakseal", "&Break the seal…", G,
              "Open a sealed study again, for a reason that is kept"),
    ActionRow("ext.notreported", "Not &reported (NR)", X, "The paper does not report this",
              ("Ctrl+Shift+N",), icon="circle-slash"),
    ActionRow("ext.notapplicable", "Not applica&ble (NA)", X, "The question does not fit the study",
              ("Ctrl+Shift+A",), icon="x"),
    ActionRow("ext.unclear", "Unc&lear", X, "The paper reports this, but not clearly",
              ("Ctrl+Shift+L",), icon="circle-question-mark"),
    ActionRow("ext.computed", "Computed b&y us", X,
              "The value was worked out from what the paper reports", icon="grid-3x3"),
    ActionRow("ext.fromauthors", "From the aut&hors", X,
              "The value was given by the authors when asked", icon="users"),
    ActionRow("ext.unsure", "Unsure – &discuss", X, "Flag the answer for discussion",
              ("Ctrl+Shift+U",), icon="flag"),
)

PDF = (
    ActionRow("pdf.zoomin", "Zoom &in", P, "Make the page larger", ("Ctrl++", "Ctrl+="),
              icon="zoom-in"),
    ActionRow("pdf.zoomout", "Zoom &out", P, "Make the page smaller", ("Ctrl+-",), icon="zoom-out"),
    ActionRow("pdf.fitwidth", "Fit &width", P, "Fit the page to the width of the pane", ("Ctrl+0",),
              icon="move-horizontal"),
    ActionRow("pdf.fitpage", "Fit &page", P, "Show the whole page", ("Ctrl+9",), icon="maximize"),
    ActionRow("pdf.fittext", "Fit text width", P, "Crop the margins: the text fills the pane"),
    ActionRow("pdf.fitall", "Whole document", P, "Show all pages at once"),
    ActionRow("pdf.spread", "Two pages side &by side", P, "Show two pages beside each other",
              checkable=True),
    ActionRow("pdf.back", "&Back", P, "Go back to where you were", ("Alt+Left",), ("Ctrl+[",),
              icon="arrow-left"),
    ActionRow("pdf.forward", "&Forward", P, "Go forward again", ("Alt+Right",), ("Ctrl+]",),
              icon="arrow-right"),
    ActionRow("pdf.nextpage", "&Next page", P, "Show the next page", ("N",), icon="chevron-right"),
    ActionRow("pdf.prevpage", "P&revious page", P, "Show the page before", ("P",),
              icon="chevron-left"),
    ActionRow("pdf.screendown", "Screen &down", P, "Scroll down by one screen", ("Space",)),
    ActionRow("pdf.screenup", "Screen &up", P, "Scroll up by one screen", ("Shift+Space",)),
    ActionRow("pdf.sidebar", "Pages an&d outline", P, "Show small pages and the outline", ("F4",),
              icon="grid-3x3", checkable=True),
    ActionRow("pdf.goto", "&Go to page…", P, "Type a page number", ("G",)),
    ActionRow("pdf.rotate", "Rota&te clockwise", P, "Turn the pages by a quarter", ("R",),
              icon="rotate-cw"),
    ActionRow("pdf.rotateccw", "Rotate &counter-clockwise", P, "Turn the pages back by a quarter",
              ("Shift+R",), icon="rotate-ccw"),
    ActionRow("pdf.hand", "&Hand tool", P, "Drag the page", ("H",), icon="hand", checkable=True),
    ActionRow("pdf.select", "&Select tool", P, "Select text by dragging", ("S",),
              icon="text-select", checkable=True),
    ActionRow("pdf.region", "Reg&ion tool", P, "Frame a table or figure as evidence", ("I",),
              icon="square-dashed-mouse-pointer", checkable=True),
    ActionRow("pdf.recrop", "Ad&just region", P, "Move the edges of the chosen region"),
    ActionRow("evidence.page", "Whole &page as evidence", P,
              "Link the page that is shown to the target"),
    ActionRow("evidence.absent", "Searched, not f&ound", P,
              "Answer NR, and note how many pages were searched for which words"),
    ActionRow("pdf.selectall", "Select a&ll on page", P, "Select all text of the page",
              ("Ctrl+A",)),
    ActionRow("pdf.adopt", "Adopt annotat&ion", P,
              "Make the chosen mark of another program evidence of the target"),
    ActionRow("pdf.adoptall", "Adopt annotations…", P,
              "Say for each colour where the marks of other programs go"),
    ActionRow("pdf.caret", "C&aret mode", P, "Select text with the arrow keys", ("F7",),
              icon="text-cursor", checkable=True),
    ActionRow("pdf.nexttarget", "Next targ&et", P, "Make the next field the target", ("D",)),
    ActionRow("pdf.prevtarget", "Previous target", P, "Make the field before the target",
              ("Shift+D",)),
    ActionRow("pdf.capture", "Capture &lock", P, "Fill the target with every selection", ("Q",),
              icon="zap", checkable=True),
    ActionRow("pdf.nexthl", "Next &highlight", P, "Go to the next quote", ("L",)),
    ActionRow("pdf.prevhl", "Previous highlight", P, "Go to the quote before", ("Shift+L",)),
    ActionRow("pdf.delete", "Re&move highlight", P, "Remove the chosen quote", ("Delete",),
              ("Backspace", "Delete"), icon="trash-2"),
)

SELECTION = (
    ActionRow("sel.fill", "&Fill target", S, "Fill the target with the selection and go on",
              ("F", "Return", "Enter"), icon="highlighter"),
    ActionRow("sel.append", "&Append to target", S, "Add the selection to the target's answer",
              ("A",), icon="plus"),
    ActionRow("sel.evidence", "&Evidence only", S,
              "Link the selection to the target without changing its answer", ("E",), icon="link"),
    ActionRow("sel.keep", "&Keep without a field", S, "Keep the selection as a quote of the study",
              ("Shift+E",), icon="quote"),
    ActionRow("sel.tofield", "&To another field…", S, "Choose the field by typing", ("T", "/"),
              icon="crosshair"),
    ActionRow("sel.c1", "Fill suggestion &1", S, "Fill the first suggested field", ("1",)),
    ActionRow("sel.c2", "Fill suggestion &2", S, "Fill the second suggested field", ("2",)),
    ActionRow("sel.c3", "Fill suggestion &3", S, "Fill the third suggested field", ("3",)),
    ActionRow("sel.c4", "Fill suggestion &4", S, "Fill the fourth suggested field", ("4",)),
    ActionRow("sel.c5", "Fill suggestion &5", S, "Fill the fifth suggested field", ("5",)),
    ActionRow("sel.c6", "Fill suggestion &6", S, "Fill the sixth suggested field", ("6",)),
    ActionRow("sel.widen", "&Widen selection", S, "Widen to the sentence, then the paragraph",
              ("W",)),
    ActionRow("sel.narrow", "&Narrow selection", S, "Take the last widening back", ("Shift+W",)),
    ActionRow("sel.copy", "&Copy", S, "Copy the selected text", ("Ctrl+C",), icon="copy"),
    ActionRow("sel.copycite", "Copy with c&itation", S, "Copy the text with study and page",
              ("Ctrl+Shift+C",)),
    ActionRow("sel.clear", "Clear &selection", S, "Select nothing", ("Esc",)),
)

LIST = (
    ActionRow("list.open", "&Open study", L, "Open the study", ("Return", "Enter")),
    ActionRow("list.filter", "&Filter studies", L, "Type part of a label or title", ("/",),
              icon="search"),
    ActionRow("list.rename", "&Edit label…", L, "Change the name of the study", ("F2",),
              icon="pencil"),
    ActionRow("list.remove", "&Remove from review", L, "Take the study out; undo brings it back",
              ("Delete",), ("Backspace", "Delete"), icon="trash-2"),
)

FORM = (
    ActionRow("form.template", "From a &template…", G, "Look at the forms that ship, take one in",
              icon="copy"),
    ActionRow("form.appraise", "&Appraise studies by design…", G,
              "Ask an appraisal checklist of the studies of each design", icon="list-checks"),
    ActionRow("form.import", "&Import a form…", G,
              "Read a form from JSON, CSV, Excel or an export of another program", icon="upload"),
    ActionRow("form.export", "E&xport the form…", G, "Write the form as JSON, CSV or Excel",
              icon="download"),
    ActionRow("form.publish", "&Publish a version…", G,
              "Show what changed, decide about the answers, put the draft into use",
              icon="check-check"),
    ActionRow("form.discard", "Discard the &draft", G,
              "Go back to the version in use; undo brings the draft back"),
    ActionRow("bld.new", "&New field after this one", B, "Add a field of the same type",
              ("Ctrl+Return",), icon="plus"),
    ActionRow("bld.dup", "D&uplicate field", B, "Put a copy after the field", ("Ctrl+D",),
              icon="copy"),
    ActionRow("bld.rename", "Edit &label", B, "Put the caret into the label", ("F2",),
              icon="pencil"),
    ActionRow("bld.up", "Move up", B, "Move the field or section up", ("Alt+Shift+Up",),
              icon="arrow-up"),
    ActionRow("bld.down", "Move down", B, "Move the field or section down", ("Alt+Shift+Down",),
              icon="arrow-down"),
    ActionRow("bld.delete", "Ta&ke out", B, "Take the part out of the draft; undo brings it back",
              ("Delete",), ("Backspace",), icon="trash-2"),
)

SCREENING = (
    ActionRow("screen.include", "&Include", C, "Include the record and go on", ("I",),
              icon="circle-check"),
    ActionRow("screen.exclude", "&Exclude", C, "Exclude the record and go on", ("E",),
              icon="circle-x"),
    ActionRow("screen.unsure", "&Unsure", C, "Leave the record for discussion", ("U",),
              icon="circle-question-mark"),
    *(ActionRow(f"screen.r{number}", f"Exclude for reason &{number}", C,
                "Exclude for this reason of the list and go on", (str(number),))
      for number in range(1, 10)),
    ActionRow("screen.clear", "&Take the decision back", C, "Decide later after all",
              ("Delete",), ("Backspace", "Delete")),
    ActionRow("screen.next", "&Next record", C, "Show the next record", ("J",)),
    ActionRow("screen.prev", "&Previous record", C, "Show the record before", ("K",)),
    ActionRow("screen.got", "&Full text got", C, "The full text is there", ("G",)),
    ActionRow("screen.notgot", "Full text n&ot got", C,
              "The full text could not be had; the flow diagram counts it", ("N",)),
    ActionRow("screen.setup", "&Reasons and reviewers…", C,
              "Reasons for exclusion in their order, and how many reviewers decide",
              icon="list-checks"),
    ActionRow("screen.words", "&Words to mark…", C, "Words marked in titles and abstracts",
              icon="highlighter"),
    ActionRow("screen.references", "Import referen&ces…", C,
              "Take exports of databases in: RIS, PubMed, EndNote, BibTeX, CSV and others",
              icon="download"),
    ActionRow("screen.duplicates", "Find &duplicates…", C,
              "Join the copies of one report that several databases gave", icon="copy"),
    ActionRow("screen.import", "I&mport decisions…", C,
              "Take decisions made in Rayyan, Covidence or a table", icon="upload"),
    ActionRow("screen.pilot", "&Begin a pilot of 25", C,
              "Draw 25 records that all reviewers screen first"),
)

CONSENSUS = (
    ActionRow("cons.a", "Take &A", K, "Take what the first reviewer has", ("1",)),
    ActionRow("cons.b", "Take &B", K, "Take what the second reviewer has", ("2",)),
    ActionRow("cons.both", "&Combine both", K, "Put both values together", ("3",)),
    ActionRow("cons.own", "&Type a new value", K, "Decide on a value of its own", ("4",)),
    ActionRow("cons.unsure", "Leave to the t&hird reviewer", K,
              "Put the line off for the third reviewer", ("U",), icon="users"),
    ActionRow("cons.accept", "Con&firm and next", K, "Accept what both have and go on",
              ("Return", "Enter")),
    ActionRow("cons.clear", "Take the &decision back", K, "Open the line again",
              ("Delete",), ("Backspace", "Delete")),
    ActionRow("cons.next", "&Next line", K, "Show the next line", ("J",)),
    ActionRow("cons.prev", "&Previous line", K, "Show the line before", ("K",)),
    ActionRow("cons.show", "&Show quotes of A, B, none", K,
              "Show the quotes of one reviewer after the other on the page", ("Space",),
              icon="highlighter"),
    ActionRow("cons.agreeall", "Accept all &identical answers", K,
              "Accept all that both answered alike, as one step", ("Ctrl+Shift+A",),
              icon="check-check"),
    ActionRow("cons.rows", "&Rows…", K, "Show and correct which rows of the two are the same",
              icon="git-merge"),
    ActionRow("cons.close", "C&lose study", K,
              "Accept what both agree on, close the consensus of the study and go on", icon="lock"),
)

HELP = (    ActionRow("app.help", "&Help", G, "How to extract with Chartdesk", ("F1",), ("Ctrl+?",),
              icon="circle-question-mark"),
    ActionRow("app.shortcuts", "&Keyboard shortcuts", G, "All keys, with a filter", ("Ctrl+/",),
              icon="keyboard"),
    ActionRow("app.sample", "Open &sample review", G, "Open your copy of the sample review",
              icon="play"),
    ActionRow("app.resetsample", "Rese&t sample review…", G,
              "Replace your copy of the sample review by a fresh one", icon="rotate-ccw"),
    ActionRow("app.messages", "&Recent messages", G, "What Chartdesk has said", icon="history"),
    ActionRow("app.about", "&About Chartdesk", G, "Version, data folder and licences", icon="info",
              role=Role.ABOUT),
)
# fmt: on

ACTIONS = (
    *FILE,
    *EDIT,
    *VIEW,
    *STUDY,
    *PDF,
    *SELECTION,
    *LIST,
    *FORM,
    *SCREENING,
    *CONSENSUS,
    *HELP,
)
