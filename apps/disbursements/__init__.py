"""One file that pays many people: uploaded, checked row by row, approved by a second person, paid in the background."""
