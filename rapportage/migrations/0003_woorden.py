from django.db import migrations


class Migration(migrations.Migration):
    """Changes no table: because there is a migration, the index of the search is made anew, of the words one sees."""

    dependencies = [
        ("rapportage", "0002_vondst"),
    ]

    operations: list[migrations.operations.base.Operation] = []
