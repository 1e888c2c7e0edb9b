"""The page of one eigenaar: projects, news, figures, and what it keeps for itself."""

from rapportage.selectors.eigenaar.blik import EigenaarBlik, load_eigenaar, sees_own
from rapportage.selectors.eigenaar.geld import Geld, load_geld

__all__ = ["EigenaarBlik", "Geld", "load_eigenaar", "load_geld", "sees_own"]
