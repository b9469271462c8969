"""Being paid from afar: keys for merchants' servers, a page to pay on, links, invoices, webhooks."""
