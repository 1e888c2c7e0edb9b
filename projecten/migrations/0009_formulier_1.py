"""The questions as they were become version 1 of either kind of ronde, and every ronde points to it.

On its own: PostgreSQL does not change a table in the transaction that wrote to it.
"""

from django.db import migrations


def keep_present(apps, schema_editor):
    Formulier, Ronde = apps.get_model("projecten", "Formulier"), apps.get_model("projecten", "Ronde")
    for soort in ("kwartaal", "jaar"):
        first, _ = Formulier.objects.get_or_create(soort=soort, versie=1)
        Ronde.objects.filter(soort=soort, formulier=None).update(formulier=first)


def forget(apps, schema_editor):
    apps.get_model("projecten", "Ronde").objects.update(formulier=None)
    apps.get_model("projecten", "Formulier").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("projecten", "0008_formulier"),
    ]

    operations = [
        migrations.RunPython(keep_present, forget),
    ]
