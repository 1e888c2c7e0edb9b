

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projecten', '0011_voortzetting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='indicator',
            name='bron',
            field=models.CharField(blank=True, db_default='', default='', help_text='where the values come from', max_length=200),
        ),
        migrations.AddField(
            model_name='indicator',
            name='context',
            field=models.CharField(blank=True, db_default='', default='', help_text='what one must know to read them', max_length=300),
        ),
        migrations.AddField(
            model_name='indicator',
            name='nulmeting_op',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='indicator',
            name='over_tijd',
            field=models.CharField(choices=[('som', 'som van de kwartalen'), ('laatste', 'de laatste stand'), ('gemiddelde', 'gemiddelde van de kwartalen'), ('verhouding', 'verhouding van sommen')], db_default='laatste', default='laatste', max_length=12),
        ),
        migrations.AddField(
            model_name='indicator',
            name='per',
            field=models.PositiveIntegerField(db_default=100, default=100, help_text='what a ratio is multiplied by: 100, or 10000'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='ritme',
            field=models.CharField(choices=[('kwartaal', 'elk kwartaal'), ('jaar', 'elk jaar')], db_default='kwartaal', default='kwartaal', max_length=10),
        ),
        migrations.AddField(
            model_name='indicator',
            name='tot',
            field=models.DateField(blank=True, help_text='last day about which it is asked', null=True),
        ),
        migrations.AddField(
            model_name='indicator',
            name='vanaf',
            field=models.DateField(blank=True, help_text='first day about which it is asked', null=True),
        ),
        migrations.AddField(
            model_name='meting',
            name='door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='metingen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meting',
            name='vastgelegd_op',
            field=models.DateTimeField(blank=True, null=True),
        ),
        # Choices are Django's own affair: no column changes.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='indicator',
                    name='soort',
                    field=models.CharField(choices=[('aantal', 'aantal'), ('verhouding', 'verhouding (teller en noemer)'), ('bedrag', "bedrag in euro's"), ('ja-nee', 'ja of nee'), ('score', 'score')], default='aantal', max_length=12),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('tot__isnull', True), ('tot__gte', models.F('vanaf')), _connector='OR'), name='indicator_einde_na_begin'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('per__gte', 1)), name='indicator_per_minstens_een'),
        ),
    ]
