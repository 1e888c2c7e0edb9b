"""The API of projects, deelname, rondes, voortgang, results and meetings."""
