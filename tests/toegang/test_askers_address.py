"""Whose machine asks: the proxy is believed, and nobody else."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from koers.toegang.middleware import AskersAddress

PROXIES = [ip_network("127.0.0.1"), ip_network("172.16.0.0/12")]


@pytest.mark.parametrize(
    ("asks", "forwarded", "believed"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7, 172.18.0.1", "203.0.113.7"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "niemand", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7, <script>", "127.0.0.1"),
        ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("", "203.0.113.7", ""),
    ],
)
def test_the_address_is_the_last_one_that_a_trusted_proxy_wrote(settings, asks, forwarded, believed):
    settings.PROXIES = PROXIES
    seen = []
    middleware = AskersAddress(lambda request: seen.append(request.META["REMOTE_ADDR"]) or HttpResponse())
    middleware(RequestFactory().get("/", REMOTE_ADDR=asks, headers={"X-Forwarded-For": forwarded}))
    assert seen == [believed]
