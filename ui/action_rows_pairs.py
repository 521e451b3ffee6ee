"""The actions of who checks a colleague's answers."""

from ui.action_kinds import ActionRow, Scope

V = Scope.CHECKING

# One action to a line or two reads as a table.
# fmt: off
CHECKING = (
    ActionRow("view.checking", "Chec&k a colleague's answers", Scope.GLOBAL,
              "Step through sealed answers that you were given to check", icon="check-check",
              checkable=True),
    ActionRow("study.history", "&History…", Scope.GLOBAL,
              "Show how the answer or the study came to be, and put an old value back",
              icon="history"),
    ActionRow("file.merges", "What was mer&ged…", Scope.GLOBAL,
              "Read again what files of colleagues brought, and what was told of it",
              icon="history"),
    ActionRow("file.verify", "&Look for damage…", Scope.GLOBAL,
              "Find what was damaged, or changed outside Chartdesk", icon="search"),
    ActionRow("study.lookearly", "Look at colleagues' &work…", Scope.GLOBAL,
              "Show what colleagues charted of this study; early only for a reason that is kept",
              icon="eye"),
    ActionRow("review.blinding", "Turn b&linding off or on…", Scope.GLOBAL,
              "Let everybody see everybody's work, for a reason that is kept, or hide it again"),
    ActionRow("review.again", "Chart studies a second ti&me…", Scope.GLOBAL,
              "Draw some of your sealed studies and chart them anew, to tell how steady you are",
              icon="rotate-cw"),
    ActionRow("ver.confirm", "Right, g&o on", V, "The answer is right; show the next",
              ("Return", "Enter")),
    ActionRow("ver.correct", "Type a corr&ection", V, "Say what the answer should be", ("E",)),
    ActionRow("ver.clear", "Take the chec&k back", V, "Forget what was found of the answer",
              ("Delete",), ("Backspace", "Delete")),
    ActionRow("ver.next", "Ne&xt answer", V, "Show the next answer", ("J",)),
    ActionRow("ver.prev", "Pre&vious answer", V, "Show the answer before", ("K",)),
)
# fmt: on
