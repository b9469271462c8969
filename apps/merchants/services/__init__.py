"""What merchants and their people do."""

from apps.merchants.services._book import Sale, TakingsBook, sale_records

__all__ = ["Sale", "TakingsBook", "sale_records"]
