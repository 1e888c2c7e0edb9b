"""The rules of earmarked money as pure functions on Decimal and date: no database, no clock."""
