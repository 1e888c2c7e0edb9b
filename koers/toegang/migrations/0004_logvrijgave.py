from django.db import migrations, models

OPEN = "EXISTS (SELECT 1 FROM toegang_logvrijgave)"
REFUSAL = "the log is append only"

SQLITE = [
    f"""
    CREATE TRIGGER toegang_logregel_{deed.lower()} BEFORE {deed} ON toegang_logregel
    WHEN NOT {OPEN} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """
    for deed in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION toegang_logregel_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT {OPEN} THEN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    """
    CREATE TRIGGER toegang_logregel_append_only BEFORE UPDATE OR DELETE ON toegang_logregel
    FOR EACH ROW EXECUTE FUNCTION toegang_logregel_refuse()
    """,
]
UNDO = {
    "sqlite": ["DROP TRIGGER toegang_logregel_update", "DROP TRIGGER toegang_logregel_delete"],
    "postgresql": [
        "DROP TRIGGER toegang_logregel_append_only ON toegang_logregel",
        "DROP FUNCTION toegang_logregel_refuse()",
    ],
}


def close(apps, schema_editor):
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql, params=None)


def reopen(apps, schema_editor):
    for sql in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    """Lines of the log are added, never changed or deleted: the database refuses it."""

    dependencies = [("toegang", "0003_post")]

    operations = [
        migrations.CreateModel(
            name="Logvrijgave",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("reden", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="logvrijgave_een_rij")],
            },
        ),
        migrations.RunPython(close, reopen),
    ]
