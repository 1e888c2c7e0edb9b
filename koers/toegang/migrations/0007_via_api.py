from django.db import migrations, models


class Migration(migrations.Migration):
    """One more word for where a line of the log came from. The column stays as it is; an old process shows the word."""

    dependencies = [
        ("toegang", "0006_drempel_en_aanmelddienst"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="logregel",
                    name="via",
                    field=models.CharField(
                        choices=[
                            ("portaal", "portaal"),
                            ("opdrachtregel", "opdrachtregel"),
                            ("werker", "werker"),
                            ("api", "API"),
                        ],
                        default="portaal",
                        max_length=15,
                    ),
                ),
            ]
        ),
    ]
