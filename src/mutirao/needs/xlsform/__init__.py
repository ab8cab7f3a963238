"""Questionnaires as XLSForms: read from the wild with a report of every loss, and written for other tools.

``read_xlsform(content, skills=…)`` gives a form, or None, and a ``Report``; ``written_xlsform(form)`` gives the bytes
of a workbook and a ``Report``. Nothing here touches the database.
"""

from mutirao.needs.xlsform.report import Fate, Note, Report
from mutirao.needs.xlsform.settings import read_xlsform
from mutirao.needs.xlsform.writing import written_xlsform

__all__ = ["Fate", "Note", "Report", "read_xlsform", "written_xlsform"]
