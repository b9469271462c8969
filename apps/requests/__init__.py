"""Requests for money: one person asks others, who pay, decline, or let the time run out."""
