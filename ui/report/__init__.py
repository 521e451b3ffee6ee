"""The report in Word: which parts it has, and the text of its methods."""
