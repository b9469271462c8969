from django.db import migrations

# As they are called here and now. What they give is in apps/operations/roles and follows after each `migrate`.
NAMES = ["Admin", "Support", "KYC", "Finance", "Risk", "Merchants", "Agents", "Auditor"]


def _make(apps, schema_editor):
    """A group somebody has made under such a name stays theirs, with its members and permissions, under another one."""
    Group = apps.get_model("auth", "Group")
    for name in NAMES:
        for group in Group.objects.filter(name=name):
            group.name = _free_name(Group, name)
            group.save(update_fields=["name"])
        Group.objects.create(name=name)


def _free_name(groups, name):
    number = 1
    while groups.objects.filter(name=f"{name} (own {number})").exists():
        number += 1
    return f"{name} (own {number})"


def _take_away(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=NAMES).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("operations", "0001_second_factor_of_staff"),
    ]

    operations = [migrations.RunPython(_make, _take_away)]
