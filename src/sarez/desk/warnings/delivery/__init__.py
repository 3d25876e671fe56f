"""Warnings to their recipients: by e-mail and by signed webhook, tried again, never twice."""
