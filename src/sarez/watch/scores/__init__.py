"""How good forecasts were: of numbers as draws, of events as probabilities, and one model against another."""
