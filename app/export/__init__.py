"""Files a review leaves behind: workbook, CSV and JSON; read model in, file out."""
