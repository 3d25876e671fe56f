"""Deaths by country and month, foreseen 3 to 14 months ahead: whole distributions, beside plain baselines, and scored."""
