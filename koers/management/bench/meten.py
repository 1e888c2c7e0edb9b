"""Measuring: one request at a time, taken in turns with what it is compared to, so that both had the same machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

Headers = Mapping[str, str]


class Browser:
    """One kept connection to the server under test."""

    def __init__(self, port: int, headers: Headers) -> None:
        self.connection, self.headers = HTTPConnection("127.0.0.1", port, timeout=60), dict(headers)

    def get(self, path: str) -> float:
        """Seconds until the whole answer was there; RuntimeError when it was not a page."""
        begin = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        response = self.connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answers {response.status}")
        return time.perf_counter() - begin


def in_turns(jobs: Mapping[str, Callable[[], float]], *, rounds: int, warm: int = 3) -> dict[str, float]:
    """The median in milliseconds of each job, all of them once per round."""
    seen: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(rounds + warm):
        for name, job in jobs.items():
            seconds = job()
            if number >= warm:
                seen[name].append(seconds * 1000)
    return {name: statistics.median(times) for name, times in seen.items()}


def together(port: int, headers: Headers, path: str, *, readers: int, each: int) -> float:
    """Answers per second to so many readers at once."""

    def read(_: int) -> None:
        browser = Browser(port, headers)
        for _ in range(each):
            browser.get(path)

    begin = time.perf_counter()
    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(read, range(readers)))
    return readers * each / (time.perf_counter() - begin)
