"""The sample edition: a fictional paper that shows a new installation what the site can do."""
