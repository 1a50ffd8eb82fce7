/* Whether a benefit is offered to a card at a moment: twin of partners/redeeming/offering.py. */

const JUBILEE = 1;
const DAY = 24 * 60 * 60 * 1_000;
const BERLIN = new Intl.DateTimeFormat("sv-SE", {
  dateStyle: "short",
  timeStyle: "medium",
  timeZone: "Europe/Berlin",
});

/** `benefit` as the site's state has it, `cardType` of the card's claims, `at` a Date. */
export function isOffered(benefit, cardType, at) {
  if (!(cardType === JUBILEE ? benefit.for_jubilee : benefit.for_standard)) {
    return false;
  }
  const [today, clock] = BERLIN.format(at).split(" ");
  const begins = seconds(benefit.from_time ?? "00:00");
  const ends = seconds(benefit.until_time ?? "00:00");
  const now = seconds(clock);
  if (begins < ends) {
    return begins <= now && now < ends && isDay(benefit, today);
  }
  return (
    (begins <= now && isDay(benefit, today)) || (now < ends && isDay(benefit, dayBefore(today)))
  );
}

function isDay({ weekdays, valid_from: from, valid_until: until }, day) {
  const weekday = (new Date(day).getUTCDay() + 6) % 7; // Monday is 0
  return Boolean((weekdays >> weekday) & 1) && (!from || from <= day) && (!until || day <= until);
}

function dayBefore(day) {
  return new Date(Date.parse(day) - DAY).toISOString().slice(0, 10);
}

function seconds(clock) {
  const [hours, minutes, rest = 0] = clock.split(":").map(Number);
  return (hours * 60 + minutes) * 60 + rest;
}
