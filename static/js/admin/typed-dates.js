/* Keep what was typed into fields of days and times in the administration.

Wagtail's date picker puts today, or now, in the place of whatever it can't read as soon as one
leaves the field. Somebody else's mistake would be saved without a word; the form says it instead. */
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
