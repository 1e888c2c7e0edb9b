"""Documents as frozen facts, then HTML, then PDF. Importing this package loads no layout engine."""
