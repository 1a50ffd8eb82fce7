import core.storage
import django.core.validators
import django.db.models.deletion
import ehrenamtskarte.models.cards
import ehrenamtskarte.models.rules
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_volunteers'),
        ('ehrenamtskarte', '0002_known_rules'),
        ('engagement', '0004_competences_for_the_office'),
        ('municipalities', '0003_approval_by_the_town'),
        ('organisations', '0004_let_coordinators_decide'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActivationCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Attestation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_name', models.CharField(max_length=200, verbose_name='organisation')),
                ('role', models.CharField(max_length=160, verbose_name='as what')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('hours_per_week', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='hours per week')),
                ('hours_per_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hours per year')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact person')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail of the contact person')),
                ('state', models.CharField(choices=[('open', 'not answered yet'), ('confirmed', 'confirmed'), ('corrected', 'confirmed with a correction'), ('declined', 'not confirmed'), ('known', 'known from confirmed hours'), ('proven', 'proof uploaded')], default='open', max_length=10, verbose_name='state')),
                ('corrected_since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('corrected_hours_per_week', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='hours per week')),
                ('corrected_hours_per_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hours per year')),
                ('word', models.CharField(blank=True, max_length=500, verbose_name='word of the organisation')),
                ('answered_by', models.CharField(blank=True, max_length=120, verbose_name='answered by')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('second_name', models.CharField(blank=True, max_length=120, verbose_name='second person')),
                ('second_at', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('reminders', models.PositiveSmallIntegerField(default=0)),
                ('bounced_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'confirmation',
                'verbose_name_plural': 'confirmations',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('card_id', models.BinaryField(default=ehrenamtskarte.models.cards.new_card_id, max_length=8, unique=True)),
                ('card_type', models.PositiveSmallIntegerField(choices=[(0, 'Ehrenamtskarte'), (1, 'Jubilee Ehrenamtskarte')], verbose_name='kind of card')),
                ('name', models.CharField(max_length=130, verbose_name='name')),
                ('printed_name', models.CharField(max_length=31, verbose_name='name as printed')),
                ('search_name', models.CharField(editable=False, max_length=130)),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='date of birth')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('issued_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('printed_at', models.DateTimeField(blank=True, null=True, verbose_name='printed')),
                ('handed_over_on', models.DateField(blank=True, null=True, verbose_name='handed over')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('end', models.CharField(blank=True, choices=[('lost', 'lost'), ('stolen', 'stolen'), ('misuse', 'misused'), ('given_up', 'given up by its holder'), ('not_met', 'no longer meets the rule'), ('mistake', 'made by mistake'), ('changed', 'name or town changed'), ('renewed', 'renewed'), ('new_phone', 'moved to another phone'), ('died', 'holder has died'), ('other', 'another reason')], max_length=10, verbose_name='why')),
                ('end_note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('renewal_reminded_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'card',
                'verbose_name_plural': 'cards',
                'ordering': ['-issued_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CardApplication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('card_type', models.PositiveSmallIntegerField(choices=[(0, 'Ehrenamtskarte'), (1, 'Jubilee Ehrenamtskarte')], default=0, verbose_name='kind of card')),
                ('source', models.CharField(choices=[('online', 'on line'), ('paper', 'on paper'), ('collective', 'with others, by the organisation'), ('proposal', 'proposed by the organisation'), ('renewal', 'renewal')], default='online', max_length=10, verbose_name='how it came')),
                ('state', models.CharField(choices=[('draft', 'being written'), ('unconfirmed', 'e-mail not confirmed yet'), ('attesting', 'the organisations are asked'), ('ready', 'to be decided'), ('asked', 'the town has a question'), ('approved', 'approved, card not made yet'), ('issued', 'card made'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='draft', max_length=12, verbose_name='state')),
                ('first_name', models.CharField(blank=True, max_length=60, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=60, verbose_name='last name')),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='date of birth')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='street and number')),
                ('postcode', models.CharField(blank=True, max_length=5, verbose_name='postcode')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='town')),
                ('is_active_in_town', models.BooleanField(default=False, verbose_name='volunteers in this town')),
                ('shortcuts', models.JSONField(blank=True, default=list, verbose_name='stands for the hours')),
                ('pay', models.CharField(blank=True, choices=[('nothing', 'nothing, or only my expenses'), ('honorary', 'the Ehrenamtspauschale'), ('trainer', 'the Übungsleiterpauschale'), ('more', 'more than that')], max_length=10, verbose_name='pay')),
                ('goes_on', models.BooleanField(blank=True, null=True, verbose_name='means to go on')),
                ('years_declared', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='years of volunteering in total')),
                ('declares_on_honour', models.BooleanField(default=False, verbose_name='declares it on their honour')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note to the town')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='handed in')),
                ('waiting_since', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('judgement', models.JSONField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                ('search_name', models.CharField(blank=True, editable=False, max_length=130)),
            ],
            options={
                'verbose_name': 'application for a card',
                'verbose_name_plural': 'applications for a card',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CardBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'being made'), ('made', 'made, to be released'), ('released', 'released for printing'), ('failed', 'stopped by an error')], default='waiting', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='begun')),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True, verbose_name='error')),
            ],
            options={
                'verbose_name': 'batch of cards',
                'verbose_name_plural': 'batches of cards',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CardDesign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headline', models.CharField(blank=True, help_text='Empty: “Ehrenamtskarte”.', max_length=40, verbose_name='headline')),
                ('background_colour', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}\\Z', 'A colour looks like #1a2b3c.')], verbose_name='colour of the card')),
                ('text_colour', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}\\Z', 'A colour looks like #1a2b3c.')], verbose_name='colour of the text')),
                ('accent_colour', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}\\Z', 'A colour looks like #1a2b3c.')], verbose_name='accent colour')),
                ('signed_by_name', models.CharField(blank=True, max_length=60, verbose_name='signed by')),
                ('signed_by_role', models.CharField(blank=True, max_length=60, verbose_name='their office')),
                ('back_text', models.TextField(blank=True, max_length=300, verbose_name='text on the back')),
                ('letter_text', models.TextField(blank=True, help_text='Between the greeting and the signature of the letter that comes with a card.', max_length=2000, verbose_name='text of the letter')),
            ],
            options={
                'verbose_name': 'look of the card',
                'verbose_name_plural': 'looks of the card',
            },
        ),
        migrations.CreateModel(
            name='CardEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('started', 'begun'), ('submitted', 'handed in'), ('asked_org', 'organisation asked'), ('reminded', 'organisation reminded'), ('bounced', 'mail came back'), ('answered', 'organisation answered'), ('contact', 'another contact named'), ('question', 'question asked'), ('reply', 'question answered'), ('changed', 'changed'), ('approved', 'approved'), ('declined', 'declined'), ('reopened', 'opened again'), ('withdrawn', 'withdrawn'), ('issued', 'card made'), ('printed', 'printed'), ('handed_over', 'handed over'), ('bound', 'brought onto a phone'), ('unbound', 'taken off a phone'), ('revoked', 'revoked'), ('replaced', 'replaced by a new card'), ('renewal_due', 'reminded of renewal')], max_length=12)),
                ('party', models.CharField(choices=[('applicant', 'applicant'), ('organisation', 'organisation'), ('town', 'town'), ('site', 'the site')], max_length=12)),
                ('by_name', models.CharField(blank=True, max_length=120)),
                ('note', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'event of a card',
                'verbose_name_plural': 'events of a card',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('applicant', 'applicant'), ('organisation', 'organisation'), ('town', 'town'), ('site', 'the site')], max_length=12)),
                ('text', models.TextField(max_length=4000, verbose_name='message')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Collective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('printed', 'printed card'), ('digital', 'card on the phone'), ('wallet', 'pass in a wallet')], default='printed', max_length=8)),
                ('cti', models.BinaryField(max_length=8, unique=True)),
                ('status_index', models.PositiveIntegerField()),
                ('token', models.BinaryField()),
                ('issued_at', models.DateTimeField(auto_now_add=True)),
                ('holder_key', models.JSONField(blank=True, null=True)),
                ('device_name', models.CharField(blank=True, max_length=80)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('end', models.CharField(blank=True, choices=[('lost', 'lost'), ('stolen', 'stolen'), ('misuse', 'misused'), ('given_up', 'given up by its holder'), ('not_met', 'no longer meets the rule'), ('mistake', 'made by mistake'), ('changed', 'name or town changed'), ('renewed', 'renewed'), ('new_phone', 'moved to another phone'), ('died', 'holder has died'), ('other', 'another reason')], max_length=10)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='IssuerKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kid', models.CharField(max_length=8, unique=True, verbose_name='key number')),
                ('public_key', models.BinaryField()),
                ('private_key', models.BinaryField()),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('signs_from', models.DateTimeField(verbose_name='signs from')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='signs no longer since')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'key of the card',
                'verbose_name_plural': 'keys of the card',
                'ordering': ['municipality', '-signs_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(storage=core.storage.private_storage, upload_to='proofs/', verbose_name='file')),
                ('name', models.CharField(max_length=120, verbose_name='name of the file')),
                ('media_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'proof',
                'verbose_name_plural': 'proofs',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='StatusList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveIntegerField(default=131072)),
                ('token', models.BinaryField(null=True)),
                ('made_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('is_outdated', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='TrustedIssuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Shown as: Karte aus …', max_length=120, verbose_name='name')),
                ('url', models.URLField(max_length=300, unique=True, verbose_name='address of its keys')),
                ('is_active', models.BooleanField(default=True, verbose_name='its cards are accepted')),
                ('key_set', models.JSONField(blank=True, null=True)),
                ('fetched_at', models.DateTimeField(blank=True, null=True, verbose_name='fetched')),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='error')),
            ],
            options={
                'verbose_name': 'other association',
                'verbose_name_plural': 'other associations',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='cardrule',
            options={'ordering': ['municipality', 'card_type', '-valid_from'], 'verbose_name': 'rule of the Ehrenamtskarte', 'verbose_name_plural': 'rules of the Ehrenamtskarte'},
        ),
        migrations.RemoveConstraint(
            model_name='cardrule',
            name='one_card_rule_each_day',
        ),
        migrations.RemoveConstraint(
            model_name='cardrule',
            name='one_card_rule_of_association_each_day',
        ),
        migrations.RemoveConstraint(
            model_name='cardrule',
            name='card_rule_of_association_is_complete',
        ),
        migrations.AddField(
            model_name='cardrule',
            name='allows_self_declaration',
            field=models.BooleanField(blank=True, null=True, verbose_name="the applicant's word is enough where records are gone"),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='card_type',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Ehrenamtskarte'), (1, 'Jubilee Ehrenamtskarte')], default=0, verbose_name='kind of card'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='honorary_allowance',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Ehrenamtspauschale up to (€ a year)'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='is_unlimited',
            field=models.BooleanField(blank=True, null=True, verbose_name='valid for life'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='must_go_on',
            field=models.BooleanField(blank=True, null=True, verbose_name='has to mean to go on'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='organisation_may_propose',
            field=models.BooleanField(blank=True, null=True, verbose_name='organisations may propose somebody'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='pay_rule',
            field=models.CharField(blank=True, choices=[('expenses', 'nothing but expenses'), ('allowance', 'a tax-free allowance, within its limits'), ('any', 'is not asked')], max_length=10, verbose_name='pay'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='prior_years_of_minors',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: the same as for everybody.', null=True, validators=[django.core.validators.MaxValueValidator(25)], verbose_name='years beforehand of who is under 18'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='shortcuts',
            field=models.JSONField(blank=True, null=True, validators=[ehrenamtskarte.models.rules._known_shortcuts], verbose_name='stands for the hours'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='signatures',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(2)], verbose_name='people of an organisation who have to confirm'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='sums_organisations',
            field=models.BooleanField(blank=True, null=True, verbose_name='hours at several organisations add up'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='total_years',
            field=models.PositiveSmallIntegerField(blank=True, help_text='All organisations together, with breaks. For the jubilee card.', null=True, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='years in total'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='trainer_allowance',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Übungsleiterpauschale up to (€ a year)'),
        ),
        migrations.AddField(
            model_name='cardrule',
            name='valid_until',
            field=models.DateField(blank=True, null=True, verbose_name='in force until'),
        ),
        migrations.AddConstraint(
            model_name='cardrule',
            constraint=models.UniqueConstraint(fields=('municipality', 'card_type', 'valid_from'), name='one_card_rule_each_day', violation_error_message='There is a rule from this day on already.'),
        ),
        migrations.AddConstraint(
            model_name='cardrule',
            constraint=models.UniqueConstraint(condition=models.Q(('municipality__isnull', True)), fields=('card_type', 'valid_from'), name='one_card_rule_of_association_each_day', violation_error_message='There is a rule from this day on already.'),
        ),
        migrations.AddConstraint(
            model_name='cardrule',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='card_rule_ends_after_start', violation_error_message='The end must not come before the beginning.'),
        ),
        migrations.AddField(
            model_name='attestation',
            name='engagement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='engagement.engagement'),
        ),
        migrations.AddField(
            model_name='attestation',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='card_attestations', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='card',
            name='issued_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='card',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='municipalities.municipality', verbose_name='town'),
        ),
        migrations.AddField(
            model_name='card',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='ehrenamtskarte.card'),
        ),
        migrations.AddField(
            model_name='card',
            name='volunteer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='accounts.volunteer'),
        ),
        migrations.AddField(
            model_name='activationcode',
            name='card',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activation_codes', to='ehrenamtskarte.card'),
        ),
        migrations.AddField(
            model_name='cardapplication',
            name='association_rule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ehrenamtskarte.cardrule'),
        ),
        migrations.AddField(
            model_name='cardapplication',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='cardapplication',
            name='municipality',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='card_applications', to='municipalities.municipality', verbose_name='town'),
        ),
        migrations.AddField(
            model_name='cardapplication',
            name='proposed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='card_proposals', to='organisations.organisation', verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='cardapplication',
            name='renews',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='ehrenamtskarte.card'),
        ),
        migrations.AddField(
            model_name='cardapplication',
            name='town_rule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ehrenamtskarte.cardrule'),
        ),
        migrations.AddField(
            model_name='cardapplication',
            name='volunteer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='card_applications', to='accounts.volunteer'),
        ),
        migrations.AddField(
            model_name='card',
            name='application',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='card', to='ehrenamtskarte.cardapplication', verbose_name='application'),
        ),
        migrations.AddField(
            model_name='attestation',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attestations', to='ehrenamtskarte.cardapplication'),
        ),
        migrations.AddField(
            model_name='cardbatch',
            name='applications',
            field=models.ManyToManyField(related_name='batches', to='ehrenamtskarte.cardapplication'),
        ),
        migrations.AddField(
            model_name='cardbatch',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='cardbatch',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='card_batches', to='municipalities.municipality', verbose_name='town'),
        ),
        migrations.AddField(
            model_name='card',
            name='batch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='ehrenamtskarte.cardbatch'),
        ),
        migrations.AddField(
            model_name='carddesign',
            name='background',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='background picture'),
        ),
        migrations.AddField(
            model_name='carddesign',
            name='logo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='logo'),
        ),
        migrations.AddField(
            model_name='carddesign',
            name='municipality',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='card_design', to='municipalities.municipality', verbose_name='town'),
        ),
        migrations.AddField(
            model_name='carddesign',
            name='signature',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture of the signature'),
        ),
        migrations.AddField(
            model_name='cardevent',
            name='application',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='ehrenamtskarte.cardapplication'),
        ),
        migrations.AddField(
            model_name='cardevent',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cardevent',
            name='card',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='ehrenamtskarte.card'),
        ),
        migrations.AddField(
            model_name='casemessage',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='ehrenamtskarte.cardapplication'),
        ),
        migrations.AddField(
            model_name='casemessage',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='collective',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='collective',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='card_collectives', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='cardapplication',
            name='collective',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='ehrenamtskarte.collective'),
        ),
        migrations.AddField(
            model_name='credential',
            name='card',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='ehrenamtskarte.card'),
        ),
        migrations.AddField(
            model_name='issuerkey',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='card_keys', to='municipalities.municipality', verbose_name='town'),
        ),
        migrations.AddField(
            model_name='credential',
            name='key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='ehrenamtskarte.issuerkey'),
        ),
        migrations.AddField(
            model_name='proof',
            name='attestation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='ehrenamtskarte.attestation'),
        ),
        migrations.AddField(
            model_name='statuslist',
            name='key',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='status_list', to='ehrenamtskarte.issuerkey'),
        ),
        migrations.AddField(
            model_name='credential',
            name='status_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='ehrenamtskarte.statuslist'),
        ),
        migrations.AddIndex(
            model_name='attestation',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['asked_at'], name='card_attestation_open'),
        ),
        migrations.AddConstraint(
            model_name='attestation',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='card_attestation_ends_after_start', violation_error_message='The end must not come before the beginning.'),
        ),
        migrations.AddConstraint(
            model_name='attestation',
            constraint=models.CheckConstraint(condition=models.Q(('hours_per_week__isnull', True), models.Q(('hours_per_week__gt', 0), ('hours_per_week__lte', 80)), _connector='OR'), name='card_attestation_week_is_sensible', violation_error_message='Please give between half an hour and 80 hours.'),
        ),
        migrations.AddConstraint(
            model_name='attestation',
            constraint=models.CheckConstraint(condition=models.Q(('hours_per_year__isnull', True), models.Q(('hours_per_year__gt', 0), ('hours_per_year__lte', 4000)), _connector='OR'), name='card_attestation_year_is_sensible', violation_error_message='Please give between 1 and 4,000 hours.'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['municipality', '-issued_at'], name='card_list'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['search_name'], name='card_name'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['valid_until'], name='card_renewal'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['born_on'], name='card_person'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='card_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('ended_at__isnull', True)), models.Q(('ended_at__isnull', False), models.Q(('end', ''), _negated=True)), _connector='OR'), name='ended_card_says_why'),
        ),
        migrations.AddConstraint(
            model_name='cardevent',
            constraint=models.CheckConstraint(condition=models.Q(('application__isnull', False), ('card__isnull', False), _connector='OR'), name='card_event_concerns_something'),
        ),
        migrations.AddIndex(
            model_name='cardapplication',
            index=models.Index(fields=['municipality', 'state', 'waiting_since'], name='card_application_desk'),
        ),
        migrations.AddIndex(
            model_name='cardapplication',
            index=models.Index(fields=['state', 'created_at'], name='card_application_age'),
        ),
        migrations.AddIndex(
            model_name='cardapplication',
            index=models.Index(fields=['search_name'], name='card_application_name'),
        ),
        migrations.AddIndex(
            model_name='cardapplication',
            index=models.Index(fields=['born_on', 'last_name'], name='card_application_person'),
        ),
        migrations.AddConstraint(
            model_name='cardapplication',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('state', 'withdrawn'), models.Q(('born_on__isnull', False), ('municipality__isnull', False), models.Q(('first_name', ''), _negated=True), models.Q(('last_name', ''), _negated=True)), _connector='OR'), name='card_application_handed_in_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='cardapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'issued', 'declined']), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='decided_card_application_says_when'),
        ),
        migrations.AddConstraint(
            model_name='issuerkey',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('retired_at__isnull', False), _connector='OR'), name='withdrawn_card_key_is_retired'),
        ),
        migrations.AddConstraint(
            model_name='statuslist',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 8), ('size__lte', 16777216)), name='status_list_size_is_sensible'),
        ),
        migrations.AddIndex(
            model_name='credential',
            index=models.Index(condition=models.Q(('revoked_at__isnull', False)), fields=['status_list', 'status_index'], name='revoked_credentials'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.UniqueConstraint(fields=('status_list', 'status_index'), name='status_index_given_once'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('card', 'kind'), name='one_living_credential_each_kind'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'digital'), ('holder_key__isnull', False)), models.Q(models.Q(('kind', 'digital'), _negated=True), ('holder_key__isnull', True)), _connector='OR'), name='digital_credential_belongs_to_phone'),
        ),
    ]
