"""The same browser as the journeys."""

from tests.journeys.conftest import axe, browser, pagina

__all__ = ["axe", "browser", "pagina"]
