"""Report to reading: people, events, engagements, commitments, each with its evidence."""
