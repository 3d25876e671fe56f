"""Engagements and series: plan, roles, agenda, attendance, communiqué, documents, editions."""
