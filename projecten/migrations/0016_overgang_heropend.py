"""Reopenings are few among very many steps, and every board asks for them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projecten", "0015_planning")]

    operations = [
        migrations.AddIndex(
            model_name="overgang",
            index=models.Index(condition=models.Q(("naar", "heropend")), fields=["voortgang"], name="overgang_heropend"),
        ),
    ]
