"""Next steps, portfolios, hand-over and reminders."""
