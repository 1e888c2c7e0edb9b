"""One more scope of a key. The column holds it already: nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('toegang', '0008_mailkeuze'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='sleutel',
                    name='bereik',
                    field=models.CharField(choices=[('lezen', 'alleen lezen'), ('voortgang', 'lezen, en voortgang schrijven en indienen'), ('agenda', 'alleen uw agenda, als adres')], default='lezen', max_length=12),
                ),
            ],
        ),
    ]
