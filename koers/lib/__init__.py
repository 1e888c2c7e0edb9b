"""Plain functions and fields that know no domain noun."""
