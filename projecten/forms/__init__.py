"""Forms of projects and of what is entered of them."""
