"""The probability of an incident, armed or not, in the next weeks."""

from sarez.watch.incidents.forecast import IncidentForecast, forecast
from sarez.watch.incidents.history import History, IncidentError, history
from sarez.watch.incidents.level import Level, load_levels

__all__ = ["History", "IncidentError", "IncidentForecast", "Level", "forecast", "history", "load_levels"]
