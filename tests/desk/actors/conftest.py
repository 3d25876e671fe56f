"""The region on record once for the tests of a module, since it has thousands of names."""

import pytest


@pytest.fixture(scope="module")
def region_on_record(django_db_setup, django_db_blocker):
    from sarez.desk.actors.models import Actor, Seeded
    from sarez.desk.actors.seeding import seed
    from sarez.region.region import load_region

    with django_db_blocker.unblock():
        seed(load_region())
    yield
    with django_db_blocker.unblock():
        Actor.objects.all().delete()
        Seeded.objects.all().delete()
