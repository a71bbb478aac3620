import { companiesOf, lists } from './lists.ts';
import type { Language, Lists } from './lists.ts';
import type { Random } from './random.ts';

const titles: Readonly<Record<Language, readonly string[]>> = {
  en: ['Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Prof.', 'Mr', 'Miss', 'Sir'],
  de: ['Herr', 'Frau', 'Dr.', 'Prof. Dr.', 'Herr Dr.'],
  fr: ['M.', 'Mme', 'Monsieur', 'Madame', 'Dr'],
  es: ['Sr.', 'Sra.', 'Don', 'Doña', 'Dr.'],
  it: ['Sig.', 'Sig.ra', 'Dott.', 'Signora'],
  nl: ['Dhr.', 'Mevr.', 'Meneer', 'Mevrouw'],
  pl: ['Pan', 'Pani', 'Dr', 'mgr'],
  pt: ['Sr.', 'Sra.', 'Dona', 'Dr.'],
};
const particles = [
  'van',
  'de',
  'van der',
  'von',
  'di',
  'da',
  'dos',
  'al',
  'el',
  'bin',
  'le',
  'del',
  "O'",
  'Mc',
];
const forms = [
  'Inc',
  'Inc.',
  'LLC',
  'Ltd',
  'Ltd.',
  'PLC',
  'Corp.',
  'GmbH',
  'AG',
  'SE',
  'KG',
  'S.A.',
  'SARL',
  'S.L.',
  'S.p.A.',
  'S.r.l.',
  'B.V.',
  'N.V.',
  'Sp. z o.o.',
  'Lda',
  'AB',
  'Oy',
  '& Co',
  '& Sons',
  'Group',
  'Partners',
  'Holding',
];
const trades = [
  'Bank',
  'Consulting',
  'Systems',
  'Media',
  'Labs',
  'Solutions',
  'Logistics',
  'Insurance',
  'Energy',
  'Pharma',
  'Software',
  'Foods',
  'Motors',
  'Airlines',
  'Software',
  'Analytics',
  'Health',
  'Capital',
  'Studios',
  'Networks',
];
const institutes = [
  'University of',
  'City of',
  'Bank of',
  'Royal',
  'Universität',
  'Klinikum',
  'Université de',
  'Hospital de',
  'Universidad de',
  'Università di',
  'Universiteit',
  'Uniwersytet',
  'Universidade de',
  'Hospital',
];
const syllables = [
  'ne',
  'xo',
  'da',
  'ta',
  'lu',
  'ma',
  'vi',
  'so',
  'qua',
  'ri',
  'fin',
  'tra',
  'med',
  'bio',
  'eco',
  'gen',
  'zen',
  'core',
  'lab',
  'ify',
  'ix',
  'io',
  'tech',
  'soft',
  'net',
  'max',
  'pro',
  'wave',
  'grid',
];
const companies = companiesOf(1_500);

/** Names of people, places and organisations, mostly of a language. */
export interface Entities {
  readonly person: () => string;
  readonly firstName: () => string;
  readonly lastName: () => string;
  readonly city: () => string;
  readonly region: () => string;
  readonly organisation: () => string;
  readonly street: () => string;
  readonly town: () => string;
}

export function entitiesOf(language: Language, random: Random): Entities {
  const { pick, chance, next } = random;
  const own = lists.filter((each) => each.language === language);
  const from = (field: 'first' | 'last' | 'places' | 'regions' | 'streets'): string => {
    const all = (chance(0.6) ? own : lists).filter((each: Lists) => each[field].length > 0);
    return pick(pick(all.length > 0 ? all : lists.filter((each) => each[field].length > 0))[field]);
  };
  const firstName = (): string => from('first') + (chance(0.04) ? `-${from('first')}` : '');
  const lastName = (): string => {
    const name = from('last');
    if (chance(0.05)) return `${name}-${from('last')}`;
    if (!chance(0.05)) return name;
    const particle = pick(particles);
    return /['c]$/.test(particle) ? particle + name : `${particle} ${name}`;
  };
  const invented = (): string => {
    const name = Array.from({ length: 2 + Math.floor(next() * 2) }, () => pick(syllables)).join('');
    return chance(0.1) ? name.toUpperCase() : name.charAt(0).toUpperCase() + name.slice(1);
  };
  const city = (): string => from('places');
  const number = (most: number): string => String(1 + Math.floor(next() * most));
  return {
    firstName,
    lastName,
    city,
    person: () => {
      const [first, last] = [firstName(), lastName()];
      const way = next();
      if (way < 0.46) return `${first} ${last}`;
      if (way < 0.6) return first;
      if (way < 0.67) return last;
      if (way < 0.71) return `${first.charAt(0)}. ${last}`;
      if (way < 0.76) return `${first} ${from('first').charAt(0)}. ${last}`;
      if (way < 0.83) return `${pick(titles[language])} ${last}`;
      if (way < 0.9) return `${pick(titles[language])} ${first} ${last}`;
      if (way < 0.95) return `${first} ${firstName()} ${last}`;
      return `${first} ${last} ${lastName()}`;
    },
    region: () => from('regions'),
    organisation: () => {
      const way = next();
      if (way < 0.22) return `${invented()} ${pick(forms)}`;
      if (way < 0.36) return invented();
      if (way < 0.5) return `${lastName()} ${pick(forms)}`;
      if (way < 0.6) return `${pick([lastName(), invented(), city()])} ${pick(trades)}`;
      if (way < 0.7) return `${pick(institutes)} ${city()}`;
      if (way < 0.76) return `${from('last')} & ${from('last')}`;
      return pick(companies);
    },
    street: () => {
      const suffix = chance(0.3)
        ? `, ${pick(['Apt.', 'Suite', 'Unit', 'Flat'])} ${number(900)}`
        : '';
      switch (language) {
        case 'en':
          return `${number(9_000)} ${pick([from('last'), from('first'), from('streets')])} ${pick(['Street', 'St', 'Avenue', 'Ave', 'Road', 'Rd', 'Lane', 'Drive', 'Court', 'Way', 'Blvd'])}${suffix}`;
        case 'fr':
          return `${number(200)}${chance(0.1) ? ' bis' : ''}, ${pick(['rue', 'avenue', 'boulevard', 'allée', 'chemin', 'Rue'])} ${pick(['de ', 'du ', 'des ', ''])}${pick([from('last'), city()])}`;
        case 'es':
          return `${pick(['Calle', 'calle', 'C/', 'Avenida', 'Plaza', 'Paseo'])} ${pick(['de ', ''])}${pick([from('last'), city()])}, ${number(200)}`;
        case 'it':
          return `${pick(['Via', 'via', 'Viale', 'Piazza', 'Corso'])} ${pick([`${from('first')} `, ''])}${from('last')} ${number(200)}`;
        case 'pt':
          return `${pick(['Rua', 'Avenida', 'Travessa', 'Praça', 'rua'])} ${pick(['de ', 'do ', 'da ', ''])}${pick([from('last'), city()])}, ${number(900)}`;
        case 'pl':
          return `${pick(['ul.', 'ulica', 'al.', 'os.', 'ul.'])} ${pick([from('last'), from('streets')])} ${number(120)}${chance(0.4) ? `/${number(90)}` : ''}`;
        case 'de':
          return `${pick([from('last'), from('first'), from('places')])}${pick(['straße', 'straße', 'weg', 'platz', 'allee', 'gasse', '-Straße', 'str.'])} ${number(200)}${chance(0.2) ? pick(['a', 'b', 'c']) : ''}`;
        case 'nl':
          return `${pick([from('last'), from('first'), from('places')])}${pick(['straat', 'laan', 'weg', 'gracht', 'plein', 'kade'])} ${number(300)}${chance(0.2) ? pick(['a', 'b', '-2']) : ''}`;
      }
    },
    town: () => {
      const code = String(10_000 + Math.floor(next() * 89_999));
      switch (language) {
        case 'en':
          return chance(0.6)
            ? `${city()}, ${pick(['CA', 'NY', 'TX', 'WA', 'IL', 'MA', 'OH'])} ${code}`
            : `${city()} ${pick(['SW1A 1AA', 'M1 4BT', 'LS2 9JT', 'EH1 1YZ'])}`;
        case 'nl':
          return `${code.slice(0, 4)} ${pick(['AB', 'CD', 'XK', 'LM'])} ${city()}`;
        case 'pl':
          return `${code.slice(0, 2)}-${code.slice(2)} ${city()}`;
        case 'pt':
          return `${code.slice(0, 4)}-${code.slice(1, 4)} ${city()}`;
        case 'de':
        case 'fr':
        case 'es':
        case 'it':
          return `${code} ${city()}`;
      }
    },
  };
}
