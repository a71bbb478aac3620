import { validate as ahv } from 'stdnum/lib/cjs/ch/ssn.js';
import { validate as belgian } from 'stdnum/lib/cjs/be/nn.js';
import { validate as bsn } from 'stdnum/lib/cjs/nl/bsn.js';
import { validate as cnp } from 'stdnum/lib/cjs/ro/cnp.js';
import { validate as codiceFiscale } from 'stdnum/lib/cjs/it/codicefiscale.js';
import { validate as cpf } from 'stdnum/lib/cjs/br/cpf.js';
import { validate as cpr } from 'stdnum/lib/cjs/dk/cpr.js';
import { validate as curp } from 'stdnum/lib/cjs/mx/curp.js';
import { validate as dni } from 'stdnum/lib/cjs/es/dni.js';
import { validate as hetu } from 'stdnum/lib/cjs/fi/hetu.js';
import { validate as hongKong } from 'stdnum/lib/cjs/hk/hkid.js';
import { validate as nie } from 'stdnum/lib/cjs/es/nie.js';
import { validate as nino } from 'stdnum/lib/cjs/gb/nino.js';
import { validate as nir } from 'stdnum/lib/cjs/fr/nir.js';
import { validate as nric } from 'stdnum/lib/cjs/my/nric.js';
import { validate as pesel } from 'stdnum/lib/cjs/pl/pesel.js';
import { validate as personnummer } from 'stdnum/lib/cjs/se/personnummer.js';
import { validate as resident } from 'stdnum/lib/cjs/cn/ric.js';
import { validate as rodneCislo } from 'stdnum/lib/cjs/cz/rc.js';
import { validate as rrn } from 'stdnum/lib/cjs/kr/rrn.js';
import { validate as rut } from 'stdnum/lib/cjs/cl/rut.js';
import { validate as ssn } from 'stdnum/lib/cjs/us/ssn.js';

interface NumberForm {
  /** Country and name, the source of a finding. */
  readonly name: string;
  /** The source of a pattern. */
  readonly form: string;
  readonly validate: (value: string) => { readonly isValid: boolean };
}

/**
 * National numbers whose form and check together are evidence without a word nearby. A check digit alone
 * is none: one number in ten has it.
 */
const numberForms: readonly NumberForm[] = [
  { name: 'us-ssn', form: '\\d{3}([- ])\\d{2}\\1\\d{4}', validate: ssn },
  {
    name: 'fr-nir',
    form: '[12] ?\\d{2} ?(?:0[1-9]|[1-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}',
    validate: nir,
  },
  {
    name: 'it-codice-fiscale',
    form: '[A-Za-z]{6}\\d{2}[A-Za-z]\\d{2}[A-Za-z]\\d{3}[A-Za-z]',
    validate: codiceFiscale,
  },
  {
    name: 'es-dni',
    form: '\\d{2}\\.?\\d{3}\\.?\\d{3}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z]',
    validate: dni,
  },
  { name: 'es-nie', form: '[XYZxyz][ -]?\\d{7}[ -]?[A-Za-z]', validate: nie },
  {
    name: 'gb-nino',
    form: '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
    validate: nino,
  },
  { name: 'br-cpf', form: '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}', validate: cpf },
  {
    name: 'se-personnummer',
    form: '(?:19|20)?\\d{2}[01]\\d[0-3]\\d[-+]\\d{4}',
    validate: personnummer,
  },
  { name: 'fi-hetu', form: '[0-3]\\d[01]\\d{3}[-+A-FU-Y]\\d{3}[0-9A-Y]', validate: hetu },
  { name: 'be-nn', form: '\\d{2}\\.\\d{2}\\.\\d{2}-\\d{3}\\.\\d{2}', validate: belgian },
  { name: 'ch-ahv', form: '756\\.?\\d{4}\\.?\\d{4}\\.?\\d{2}', validate: ahv },
  { name: 'cz-rodne-cislo', form: '\\d{2}[0156]\\d[0-3]\\d/\\d{4}', validate: rodneCislo },
  { name: 'mx-curp', form: '[A-Z]{4}\\d{6}[HM][A-Z]{5}[A-Z\\d]\\d', validate: curp },
  {
    name: 'cn-resident',
    form: '[1-6]\\d{5}(?:19|20)\\d{2}[01]\\d[0-3]\\d{4}[\\dX]',
    validate: resident,
  },
  { name: 'kr-rrn', form: '\\d{2}[01]\\d[0-3]\\d-[1-4]\\d{6}', validate: rrn },
  { name: 'cl-rut', form: '\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dkK]', validate: rut },
  { name: 'my-nric', form: '\\d{6}-\\d{2}-\\d{4}', validate: nric },
  { name: 'hk-id', form: '[A-Z]{1,2}\\d{6}\\([\\dA]\\)', validate: hongKong },
];

/** Any of the forms, as a word of its own; one look through the text finds them all. */
export const anyForm = new RegExp(
  `(?<![\\p{L}\\p{N}_.-])(?:${numberForms.map(({ form }) => form).join('|')})(?![\\p{L}\\p{N}_]|[-.]\\p{N})`,
  'gu',
);

const wholes = numberForms.map(({ form, ...rest }) => ({
  ...rest,
  whole: new RegExp(`^(?:${form})$`, 'u'),
}));

/** The name of the number that a text is, if it has its form and passes its check. */
export const nameOf = (value: string): string | undefined =>
  wholes.find(({ whole, validate }) => whole.test(value) && validate(value).isValid)?.name;

/** Numbers that have a name of their own once a label is next to them. */
export const labelledForms: readonly Omit<NumberForm, 'form'>[] = [
  { name: 'pl-pesel', validate: pesel },
  { name: 'nl-bsn', validate: bsn },
  { name: 'dk-cpr', validate: cpr },
  { name: 'ro-cnp', validate: cnp },
];
