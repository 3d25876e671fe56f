"""Bytes to reports: files, folders, archives, standard input."""
