"""The actions of the charting table, as rows of the table of all actions."""

from ui.action_kinds import ActionRow, Scope

# One action to a line or two reads as a table.
# fmt: off
T = Scope.GRID
TABLE = (
    ActionRow("grid.copy", "&Copy block", T, "Copy the selected cells as a spreadsheet pastes them",
              ("Ctrl+C",), icon="copy"),
    ActionRow("grid.paste", "&Paste block", T, "Put copied cells at the current one", ("Ctrl+V",),
              icon="clipboard-list"),
    ActionRow("grid.filldown", "Fill &down", T, "Repeat the first selected line below",
              ("Ctrl+D",), icon="arrow-down"),
    ActionRow("grid.clear", "C&lear cells", T, "Take the answers away; notes and quotes stay",
              ("Delete",), ("Backspace",)),
    ActionRow("grid.replace", "&Replace…", T, "Replace a text in the selected cells or the column",
              ("Ctrl+H",), ("Ctrl+Alt+F",)),
    ActionRow("grid.row", "Select ro&w", T, "Select the whole line", ("Shift+Space",)),
    ActionRow("grid.column", "Select colu&mn", T, "Select the whole column", ("Ctrl+Space",)),
    ActionRow("grid.filtermenu", "Sort and &filter the column…", T,
              "Sort by the column, or show only some of its texts", ("Alt+Down",)),
    ActionRow("grid.filter", "Filters on and &off", T, "Put the filters aside, or take them up",
              ("Ctrl+Shift+L",)),
    ActionRow("grid.columns", "Colum&ns…", T, "Choose which fields are shown", icon="columns-2"),
    ActionRow("grid.unfold", "&Unfold rows", T, "Give each row a line of its own", icon="list",
              checkable=True),
    ActionRow("grid.wrap", "Wr&ap", T, "Show three lines of every cell", icon="text-select",
              checkable=True),
    ActionRow("grid.sums", "&Sums", T, "Show what the selection, or the column, comes to",
              icon="sigma", checkable=True),
    ActionRow("grid.paper", "Pap&er", T, "Show the paper beside the table, at the current quote",
              icon="panel-right", checkable=True),
)
# fmt: on
