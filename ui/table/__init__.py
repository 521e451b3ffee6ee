"""The charting table: all studies as a grid."""
