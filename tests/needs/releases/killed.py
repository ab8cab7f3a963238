"""What the killed process runs: ``prepare`` a database, ``hang`` in the middle of a release, ``make`` one."""

from __future__ import annotations

import sys
import time

import django


def prepare() -> None:
    import numpy as np
    from django.core.management import call_command
    from tests.needs.releases.conftest import small_movement

    call_command("migrate", verbosity=0)
    movement = small_movement(n_skills=8)
    chance = np.random.default_rng(1)
    (community,) = movement.grow(1, chance)
    movement.ask(community, movement.drawn(community, 9, chance))


def hang() -> None:
    from mutirao.needs.actions import releases

    def wait(*_rows: object) -> None:
        print("written but not committed", flush=True)
        time.sleep(600)

    # The last tables of a release: all estimates are written by then.
    releases.release_rows.region_results = wait
    releases.make_release(by=None)


def make() -> None:
    from mutirao.needs.actions.releases import make_release
    from mutirao.needs.models import Estimate

    print(f"release {make_release(by=None).number} with {Estimate.objects.count()} figures")


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "hang": hang, "make": make}[sys.argv[1]]()
