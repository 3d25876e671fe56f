"""The calendar, calendar files, invitations, and the page for a meeting."""
