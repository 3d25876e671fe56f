"""The outlook: the series of all units that a desk watches, as known on a day and for a clearance, made beside the pages."""
