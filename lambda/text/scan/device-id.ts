import type { Candidate, Page } from '../candidate.ts';
import { isAlone, luhn, windows } from './numbers.ts';

/** Identifiers of devices: an IMEI by its form and check, any other by a label next to it. */
export const deviceIds = (page: Page): Candidate[] => [...equipment(page), ...labelled(page)];

/** 3GPP TS 23.003 section 6.2.1: 15 digits, the last of them a Luhn digit, and the first two a reporting body. */
function equipment({ text, numbers, labels }: Page): Candidate[] {
  return numbers.flatMap((run) =>
    [...windows(run, { least: 15, most: 20, groups: 6 })].flatMap(({ start, end, digits }) => {
      const label = labels.before('device', start, 30);
      const isEquipment =
        digits.length === 15 &&
        luhn(digits) &&
        (label !== undefined || /^(?:01|35|86|99)/.test(digits));
      const isCardOfSim = digits.length >= 18 && digits.startsWith('89') && label !== undefined;
      if (!(isEquipment || isCardOfSim) || !isAlone(text, start, end)) return [];
      if (label === undefined && labels.before('reference', start, 18) !== undefined) return [];
      return [
        {
          type: 'device-id' as const,
          start,
          end,
          score: label === undefined ? 0.6 : 0.95,
          source: isEquipment ? 'imei' : 'iccid',
        },
      ];
    }),
  );
}

const link =
  /^["')\]]{0,2}(?:\s{0,2}(?:number|no|nr|id|is|was|ist|est|es|è|to|é|of|[:=#(])\.?){0,3}\s{0,2}["'`(]?/iu;
const value =
  /[A-Za-z0-9](?:[A-Za-z0-9-]{5,62})[A-Za-z0-9]|[A-Fa-f0-9]{2}(?:[ :][A-Fa-f0-9]{2}){5,15}/y;

function labelled({ text, labels }: Page): Candidate[] {
  return labels.of('device').flatMap(({ end }) => {
    const [between = ''] = link.exec(text.slice(end, end + 40)) ?? [];
    if (between === '') return [];
    value.lastIndex = end + between.length;
    const [id] = value.exec(text) ?? [];
    if (
      id === undefined ||
      (id.match(/\d/g) ?? []).length < 3 ||
      /^[\p{L}\p{N}_]/u.test(text.slice(value.lastIndex, value.lastIndex + 1))
    )
      return [];
    if (/[\p{L}\p{N}]/u.test(text[end + between.length - 1] ?? '') || /^\d{4}-\d\d-\d\d$/.test(id))
      return [];
    return [
      {
        type: 'device-id' as const,
        start: end + between.length,
        end: end + between.length + id.length,
        score: 0.8,
        source: 'labelled',
      },
    ];
  });
}
