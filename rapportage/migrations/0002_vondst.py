from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rapportage', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Vondst',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bron', models.CharField(help_text='which source (rapportage/zoekindex/bronnen.py)', max_length=20)),
                ('bron_id', models.BigIntegerField(help_text='the row of the source')),
                ('soort', models.CharField(choices=[('project', 'projecten'), ('themalijn', 'themalijnen'), ('eigenaar', 'eigenaren'), ('partner', 'partners'), ('document', 'documenten'), ('nieuws', 'nieuws'), ('bijeenkomst', 'bijeenkomsten'), ('resultaat', 'resultaten')], max_length=15)),
                ('object', models.BigIntegerField(help_text='what is found, by its kind: of a name its project, of news its entry')),
                ('titel', models.CharField(blank=True, max_length=200)),
                ('tekst', models.TextField(blank=True)),
                ('datum', models.DateField(blank=True, null=True)),
                ('publiek', models.BooleanField(default=True)),
                ('eerder', models.BooleanField(default=False, help_text='the approved text of an entry that is open again')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['bron', 'bron_id'], name='vondst_bron')],
            },
        ),
    ]
