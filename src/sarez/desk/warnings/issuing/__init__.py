"""Warnings on their way out: proposed, drafted, issued by a person, updated, cancelled."""
