"""One payment's life: its kinds, fees, limits, and the one pipeline all of them go through."""
