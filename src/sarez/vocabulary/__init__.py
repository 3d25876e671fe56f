"""What can be said: event types, issues, engagement kinds, modalities, gradings, markings."""
