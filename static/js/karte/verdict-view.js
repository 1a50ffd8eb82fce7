/* A verdict in words, as the page's templates have them. */

const DAY = { day: "numeric", month: "long", year: "numeric" };
const MOMENT = { ...DAY, hour: "2-digit", minute: "2-digit" };
const BERLIN = "Europe/Berlin";

/**
 * Show a verdict in `place`: a copy of the template of its kind, its lines filled in.
 * A line is an element with `data-line`; its text is `data-text` with `{value}` filled in; a line
 * without anything to say is left out.
 */
export function showVerdict(place, verdict) {
  const template = document.querySelector(`template[data-verdict="${verdict.kind}"]`);
  const content = template.content.cloneNode(true);
  const said = linesOf(verdict);
  for (const line of content.querySelectorAll("[data-line]")) {
    const value = said[line.dataset.line];
    if (value) {
      line.textContent = (line.dataset.text ?? "{value}").replace("{value}", () => value);
    } else {
      line.remove();
    }
  }
  place.dataset.colour = verdict.colour;
  place.dataset.kind = verdict.kind;
  place.replaceChildren(content);
}

function linesOf({ kind, claims, issuer, listAsOf, onPhone, canReadLists }) {
  if (!claims) {
    return {};
  }
  const isOld = kind === "valid_old_list";
  return {
    name: claims.name,
    standard: claims.cardType === 0 && " ",
    jubilee: claims.cardType === 1 && " ",
    until: claims.validUntil && asDay(claims.expires),
    lifelong: claims.validUntil === null && " ",
    from: kind === "not_yet_valid" && asDay(claims.notBefore),
    town: !issuer.association && issuer.name,
    association: issuer.association && `${issuer.association} (${issuer.name})`,
    compare: !onPhone && " ",
    asOf: isOld && listAsOf && asMoment(listAsOf),
    noList: isOld && !listAsOf && canReadLists && " ",
    oldBrowser: isOld && !listAsOf && !canReadLists && " ",
  };
}

export function asDay(moment) {
  return said(moment, DAY);
}

export function asMoment(moment) {
  return said(moment, MOMENT);
}

function said(moment, options) {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang, { ...options, timeZone: BERLIN }).format(moment);
}
