import type { Span } from '../prose.ts';

const month =
  '(?:jan(?:uary|uar|vier|uari|eiro)?|jänner|ene(?:ro)?|gen(?:naio)?|stycznia|feb(?:ruary|ruari|ruar|raio|brero|braio)?|f[ée]v(?:rier|ereiro)?|febrero|lutego|mar(?:ch|s|zo|ço|ca)?|märz|maart|marca|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|kwietnia|may|mai|mayo|maggio|mei|maja|maio|jun(?:e|i|io|ho)?|juin|giu(?:gno)?|czerwca|jul(?:y|i|io|ho)?|juil(?:let)?|lug(?:lio)?|lipca|aug(?:ust|ustus)?|ao[uû]t|ago(?:sto)?|sierpnia|sep(?:t(?:ember|embre|iembre)?)?|set(?:embro|tembre|iembre)?|września|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|października|nov(?:ember|embre|iembre|embro)?|listopada|de[cz](?:ember|embre|embro|iembre)?|d[ée]c(?:embre)?|dic(?:embre|iembre)?|grudnia)';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const year = '(?:1[89]\\d\\d|20\\d\\d)';
const dayOfMonth = `${day}(?:st|nd|rd|th|er|e|º|\\.)?[ .-]{1,2}(?:de |of |di )?${month}`;
const full = [
  `${year}([-./])(?:0?[1-9]|1[0-2])\\1${day}`,
  `${day}([-./ ])\\s?(?:${day}|1[0-2])\\2\\s?(?:${year}|\\d\\d)`,
  `${dayOfMonth}\\.?,?[ -](?:de |del )?${year}`,
  `${month}\\.? ${day}(?:st|nd|rd|th)?,? ${year}`,
  `(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`,
];
const alone = (forms: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'giu');

/** Dates with a year, in the words of eight languages. */
export const dates = alone(full);
const anyDate = alone([...full, dayOfMonth, `${month}\\.?,? (?:de )?${year}`]);

/** A date has at most this many characters before or after a part of it. */
const reach = 30;

/** Whether all words of a part of a text are of a date, also of one without a year. */
export function isOfDate(text: string, { start, end }: Span): boolean {
  const from = Math.max(0, start - reach);
  const near = text
    .slice(from, end + reach)
    .replaceAll(anyDate, (found) => ' '.repeat(found.length));
  return !/[\p{L}\p{N}]/u.test(near.slice(start - from, end - from));
}
