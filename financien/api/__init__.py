"""The API of schemes, awards and the programme's totals: no more of the money than the pages show this reader."""
