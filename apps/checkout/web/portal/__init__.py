"""What a merchant's people do in the portal to be paid from afar: links, invoices, keys and webhooks."""
