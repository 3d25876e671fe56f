"""Events to a panel, its indicators, what changed, what may come, and how well that was foreseen."""
