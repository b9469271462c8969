"""Bills: whom people may pay, what they owe there, what they have saved, and what billers are paid of it."""
