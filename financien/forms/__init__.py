"""Forms with which the controller keeps the money, and the programmamanager the fte."""
