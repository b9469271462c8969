"""One page about everything that belongs to one person, business, rail or payment, and one about one request.

Each is a SitePage made of the same parts: a header, panels, and a timeline that merges what many tables say. The apps
below cannot make such a page, because none of them may know all the others.
"""
