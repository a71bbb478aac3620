import { Faker, allLocales, base, en } from '@faker-js/faker';
import type { LocaleDefinition } from '@faker-js/faker';
import type { TextType } from '../../lambda/text/finding.ts';
import type { Labelled } from './labelled.ts';
import type { Span } from './score.ts';
import { lines, nothing } from './made-lines.ts';

const locales = [
  'en',
  'en_GB',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pl',
  'pt_PT',
  'pt_BR',
  'sv',
] as const;

const slot = /\{([a-z-]+)\}/g;

/** Messages, e-mail, JSON, CSV, SQL and logs with values of Faker, a fifth of them with look-alikes only. */
export function madeTexts(count: number, seed: number): Labelled[] {
  const fakers = locales.map((locale) => {
    const definition: LocaleDefinition = allLocales[locale];
    const faker = new Faker({ locale: [definition, en, base] });
    faker.seed(seed);
    return faker;
  });
  const own = new Faker({ locale: [en, base] });
  own.seed(seed);
  return Array.from({ length: count }, () => {
    const line = own.helpers.arrayElement(own.number.float() < 0.2 ? nothing : lines);
    return filled(line, own.helpers.arrayElement(fakers));
  });
}

function filled(line: string, faker: Faker): Labelled {
  const spans: Span[] = [];
  let text = '';
  let from = 0;
  for (const { 0: whole, 1: kind = '', index } of line.matchAll(slot)) {
    text += line.slice(from, index);
    const [type, value] = valueOf(kind, faker);
    if (type !== undefined)
      spans.push({ type, start: text.length, end: text.length + value.length });
    text += value;
    from = index + whole.length;
  }
  return { text: text + line.slice(from), spans, ignore: [] };
}

const digits = (faker: Faker, form: string): string => faker.helpers.replaceSymbols(form);

function valueOf(kind: string, faker: Faker): readonly [TextType | undefined, string] {
  switch (kind) {
    case 'email':
      return ['email', faker.internet.email()];
    case 'phone':
      return [
        'phone',
        faker.phone.number({
          style: faker.helpers.arrayElement(['human', 'national', 'international']),
        }),
      ];
    case 'international':
      return ['phone', faker.phone.number({ style: 'international' })];
    case 'card':
      return [
        'payment-card',
        faker.finance.creditCardNumber({
          issuer: faker.helpers.arrayElement([
            'visa',
            'mastercard',
            'american_express',
            'discover',
            'diners_club',
            'jcb',
          ]),
        }),
      ];
    case 'iban':
      return ['iban', faker.finance.iban({ formatted: faker.datatype.boolean() })];
    case 'ip':
      return [
        'ip-address',
        faker.datatype.boolean() ? faker.internet.ipv4() : faker.internet.ipv6(),
      ];
    case 'mac':
      return [
        'mac-address',
        faker.internet.mac({ separator: faker.helpers.arrayElement([':', '-']) }),
      ];
    case 'url':
      return ['url', `${faker.internet.url()}/${faker.lorem.slug()}`];
    case 'ssn':
      return [
        'national-id',
        `${faker.number.int({ min: 100, max: 665 })}-${faker.number.int({ min: 10, max: 99 })}-${faker.number.int({ min: 1000, max: 9999 })}`,
      ];
    case 'born':
      return ['date-of-birth', faker.date.birthdate().toISOString().slice(0, 10)];
    case 'password':
      return ['secret', faker.internet.password({ length: 12, prefix: 'a7' })];
    case 'github':
      return ['secret', ['gh', 'p_', faker.string.alphanumeric(36)].join('')];
    case 'aws':
      return [
        'secret',
        ['AK', 'IA', faker.string.fromCharacters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)].join(''),
      ];
    case 'imei':
      return ['device-id', faker.phone.imei()];
    case 'uuid':
      return [undefined, faker.string.uuid()];
    case 'version':
      return [undefined, faker.system.semver()];
    case 'order':
      return [undefined, faker.string.numeric(faker.number.int({ min: 8, max: 12 }))];
    case 'not-a-card':
      return [undefined, digits(faker, '9999 #### #### ###1')];
    case 'price':
      return [undefined, faker.commerce.price({ symbol: '€' })];
    case 'date':
      return [undefined, faker.date.recent().toISOString()];
    case 'commit':
      return [undefined, faker.git.commitSha()];
    case 'words':
      return [undefined, faker.lorem.words(3)];
    default:
      throw new RangeError(`no value is called ${kind}`);
  }
}
