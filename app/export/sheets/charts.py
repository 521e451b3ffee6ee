"""Sheet "Charts": counts as charts of the spreadsheet itself, to be restyled there."""

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import NumFmt
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.export.cells import escaped
from app.export.counting import Count
from app.export.page import Page
from app.export.sheets import descriptive
from app.export.styles import TITLE
from app.export.wording import Words
from app.export.xlsx.rows import coordinate

NAME = "Charts"
MOST = 12  # charts; more are no overview
BLUE = "0072B2"  # Okabe and Ito
WIDTH, BAR, LOWEST = 17.0, 0.62, 5.6  # centimetres
WIDEST, COLUMNS = 190.0, 20  # column units that the charts stand on, so that one page holds them
_ROWS_A_CM = 1.89  # rows of 15 points to a centimetre


def write(page: Page, lines: tuple[Count, ...]) -> None:
    """Draw a chart a field, two beside each other."""
    page.spill(1, 1, page.say("Studies by answer (a study may count in several bars)"), TITLE)
    at = descriptive.rows_of(lines)
    source = page.sheet.parent[page.say(descriptive.NAME)]
    row, tallest = 3, 0.0
    for number, group in enumerate(descriptive.charted(lines)[:MOST]):
        chart = _chart(source, group, at)
        chart.y_axis.title = page.say("Studies")
        column = 1 if number % 2 == 0 else 11
        page.chart(chart, coordinate(row, column), _told(group, page.say))
        tallest = max(tallest, chart.height)
        if column == 11:
            row, tallest = row + int(tallest * _ROWS_A_CM) + 2, 0.0
    page.fix_widths((WIDEST / COLUMNS,) * COLUMNS)
    page.set_up_print(COLUMNS, row + int(tallest * _ROWS_A_CM) + 1)


def _chart(source: Worksheet, group: tuple[Count, ...], at: dict[int, int]) -> BarChart:
    """Return bars of the counts; years stand up, other answers lie in their order."""
    chart = BarChart()
    is_years = all(count.is_year for count in group)
    chart.type = "col" if is_years else "bar"
    chart.title = escaped(group[0].column.field.label)[:120]
    first, last = at[id(group[0])], at[id(group[-1])]
    chart.add_data(Reference(source, min_col=4, min_row=first, max_row=last))
    chart.set_categories(Reference(source, min_col=3, min_row=first, max_row=last))
    chart.legend = None
    chart.gapWidth = 40
    series = chart.series[0]
    series.graphicalProperties = GraphicalProperties(solidFill=BLUE)
    chart.dataLabels = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.y_axis.numFmt = NumFmt("0", sourceLinked=False)
    chart.y_axis.majorUnit = max(1, max(count.studies for count in group) // 5)
    if not is_years:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"
    chart.width = WIDTH
    chart.height = LOWEST + 2 if is_years else max(LOWEST, 2.8 + BAR * len(group))
    return chart


def _told(group: tuple[Count, ...], say: Words) -> str:
    """Return the chart in words."""
    said = ", ".join(f"{count.answer} {count.studies}" for count in group)
    told = say("Bar chart of {0}, number of studies: {1}.")
    return told.format(group[0].column.field.label, said)
