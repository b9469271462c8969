"""Reports as files: CSV, spreadsheet, PDF. The first two are written row by row, in the same memory however many."""

from apps.reports.writing._pdf import MAX_PDF_ROWS, write_pdf
from apps.reports.writing._tables import write_csv
from apps.reports.writing._totals import Heading, Totals
from apps.reports.writing._xlsx import write_xlsx

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "gopay": "application/jsonl",
}
EXTENSIONS = {"csv": "csv", "xlsx": "xlsx", "pdf": "pdf", "gopay": "jsonl"}

__all__ = [
    "CONTENT_TYPES",
    "EXTENSIONS",
    "MAX_PDF_ROWS",
    "Heading",
    "Totals",
    "write_csv",
    "write_pdf",
    "write_xlsx",
]
