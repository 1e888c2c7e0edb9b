from django.db import migrations, models


class Migration(migrations.Migration):
    """News is read newest first, and no further than the search shows."""

    dependencies = [
        ("rapportage", "0004_planning_zoeken"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="vondst",
            index=models.Index(fields=["datum", "object"], name="vondst_volgorde"),
        ),
    ]
