"""Changes to projects and what is entered of them: the one place that writes."""
