from django.db import migrations, models


class Migration(migrations.Migration):
    """Milestones and risks can be found; the index is made anew because there is a migration."""

    dependencies = [
        ("rapportage", "0003_woorden"),
    ]

    operations = [
        # Choices are Django's own affair: no column changes.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="vondst",
                    name="soort",
                    field=models.CharField(
                        choices=[
                            ("project", "projecten"),
                            ("themalijn", "themalijnen"),
                            ("eigenaar", "eigenaren"),
                            ("partner", "partners"),
                            ("document", "documenten"),
                            ("nieuws", "nieuws"),
                            ("bijeenkomst", "bijeenkomsten"),
                            ("resultaat", "resultaten"),
                            ("mijlpaal", "mijlpalen"),
                            ("risico", "risico’s"),
                        ],
                        max_length=15,
                    ),
                ),
            ],
        ),
    ]
