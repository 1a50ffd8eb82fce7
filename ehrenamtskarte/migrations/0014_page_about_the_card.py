import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ehrenamtskarte', '0013_cards_for_coordinators'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='CardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, max_length=400, verbose_name='lead')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('picture', 5), ('quote', 8), ('questions', 9), ('call_to_action', 14)], blank=True, block_lookup={0: ('core.blocks.HeadingBlock', (), {}), 1: ('core.blocks.TextBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': "What one sees in the picture, for people who can't. Empty if it only adorns.", 'label': 'Alternative text', 'max_length': 200, 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'What was said', 'max_length': 400}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('text', 6), ('source', 7)]], {}), 9: ('core.blocks.QuestionsBlock', (), {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 80}), 11: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'max_length': 240, 'required': False}), 12: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Leads to'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Text on the button', 'max_length': 40}), 14: ('wagtail.blocks.StructBlock', [[('title', 10), ('text', 11), ('page', 12), ('button', 13)]], {})}, verbose_name='text')),
            ],
            options={
                'verbose_name': 'page about the Ehrenamtskarte',
                'verbose_name_plural': 'pages about the Ehrenamtskarte',
            },
            bases=('wagtailcore.page',),
        ),
    ]
