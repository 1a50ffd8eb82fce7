/*
 * Whether a place is open, from rows of [weekday (Monday 0, public holidays 7), opens, closes] in
 * minutes after midnight; closes may pass 1440. As `partners/hours.py`, but for holidays, which the
 * server knows: `isHoliday` says whether today is one.
 */
const DAY = 24 * 60;
const HOLIDAY = 7;

/** What is to be said at `minute` of `weekday`: open until when, or opening when today. */
export function openNow(times, { weekday, minute, isHoliday = false }) {
  const today = isHoliday ? HOLIDAY : weekday;
  const yesterday = (weekday + 6) % 7;
  const spans = [];
  for (const [day, opens, closes] of times) {
    if (day === today) {
      spans.push([opens, closes]);
    }
    if (day === yesterday && closes > DAY) {
      spans.push([opens - DAY, closes - DAY]);
    }
  }
  spans.sort(([one], [other]) => one - other);
  const span = spans.find(([opens, closes]) => opens <= minute && minute < closes);
  if (span) {
    const isAlways = span[0] === 0 && span[1] === DAY;
    return { isOpen: true, until: isAlways ? null : span[1] % DAY };
  }
  const next = spans.find(([opens]) => opens > minute);
  return { isOpen: false, opens: next ? next[0] : null };
}

/** The wall clock of the place, whatever that of the phone says. */
export function clockOf(date, timeZone = "Europe/Berlin") {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(date);
  const part = (type) => parts.find((one) => one.type === type).value;
  const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday"));
  return { weekday, minute: Number(part("hour")) * 60 + Number(part("minute")) };
}
