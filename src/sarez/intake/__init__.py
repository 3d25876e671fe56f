"""Bytes to reports: files, folders, archives, standard input."""

from sarez.intake.files import read_paths, read_stream
from sarez.intake.origin import DEFAULT_MAX_CHARACTERS, Limits, Origin
from sarez.intake.paths import count_paths
from sarez.intake.report import Report

__all__ = ["DEFAULT_MAX_CHARACTERS", "Limits", "Origin", "Report", "count_paths", "read_paths", "read_stream"]
