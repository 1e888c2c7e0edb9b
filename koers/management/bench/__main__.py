"""bin/bench SUBJECT: measure, and print the table."""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.management.bench.settings")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure the portal against a bare view.")
    parser.add_argument("subject", nargs="?", default="portaal", choices=["portaal", "voortgang"])
    parser.add_argument("--rounds", type=int, default=40, help="times that each page is asked for (default 40)")
    options = parser.parse_args()

    import django

    django.setup()
    from koers.lib import klok
    from koers.management.bench import portaal, tabel, voortgang

    subjects = {"portaal": portaal.run, "voortgang": voortgang.run}
    lines = subjects[options.subject](now=klok.now(), rounds=options.rounds)
    print(tabel.render(lines))
    return 0 if all(line.ok for line in lines) else 1


if __name__ == "__main__":
    raise SystemExit(main())
