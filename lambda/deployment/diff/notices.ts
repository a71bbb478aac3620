import { noticeStatus } from '../../notice/model/notice.ts';
import type { Policy, PublishedNotice } from '../../policy/schema.ts';
import { pairs, pointer } from '../../policy/leaves.ts';
import { idsIn, listed, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { detail, elsewhere, fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

const { report, value, list } = reportsIn('Notices and consents');

const entry = (notice: string) => ({
  name: notice,
  at: [pointer('notices', notice)],
  facts: { notice },
});

/** What people are informed of, and which consents stop counting because of it. */
export const noticeChanges: Rule = (from, to) => {
  const { added, removed, common } = pairs(from.published, to.published);
  return [
    ...added.map(([id, { purposes }]) =>
      whole('notice-added', id, purposes, `Notice ${id} is new; it covers ${listed(purposes)}.`),
    ),
    ...removed.map(([id, { purposes }]) =>
      whole(
        'notice-removed',
        id,
        purposes,
        `Notice ${id} is gone; it covered ${listed(purposes)}.`,
      ),
    ),
    ...common.flatMap(([id, before, after]) => [
      ...textChanges(id, before, after),
      ...languagesGone(id, before, after),
      ...fieldChanges(fields, entry(id), before, after),
    ]),
    ...Object.values(from.published).flatMap((notice) => renewals(from, to, notice)),
    ...primary(
      { name: '', at: [pointer('primaryNotice')], facts: {} },
      from.primaryNotice,
      to.primaryNotice,
    ),
  ];
};

const whole = (kind: string, notice: string, purposes: readonly string[], words: string): Change =>
  report(
    kind,
    {
      at: [pointer('notices', notice), pointer('published', notice)],
      facts: { notice, purposes },
    },
    words,
  );

const fields: Fields<PublishedNotice> = {
  id: elsewhere,
  title: detail,
  version: elsewhere,
  texts: elsewhere,
  material: value(
    'material-changed',
    (notice, _, is) =>
      is
        ? `Changes of notice ${notice} are material: consents on earlier versions do not count.`
        : `Changes of notice ${notice} are not material: consents on versions that it names as compatible count on.`,
    (_, is) => !is && 'weaker-consent',
  ),
  compatibleWith: list(
    'compatible-versions-changed',
    {
      added: (notice, items) => `Consents on versions ${items} of notice ${notice} count.`,
      removed: (notice, items) =>
        `Versions ${items} of notice ${notice} are no longer named as compatible.`,
    },
    { added: 'weaker-consent' },
  ),
  summary: (notice, from, to) => {
    const locales = localesThatDiffer(from, to);
    const words = sentences(
      `Notice ${notice.name} has another summary (${listed(locales)}). Consents rest on the`,
      'text of the notice, so they count on.',
    );
    return locales.length === 0
      ? []
      : [report('summary-changed', { ...notice, facts: { ...notice.facts, locales } }, words)];
  },
  purposes: list('notice-purposes-changed', {
    added: (notice, items) => `Notice ${notice} covers ${items} as well.`,
    removed: (notice, items) => `Notice ${notice} no longer covers ${items}.`,
  }),
  effectiveFrom: value(
    'notice-date-changed',
    (notice, was, is) => `Notice ${notice} applies from ${is} instead of ${was}.`,
  ),
};

const primary = value<string>(
  'primary-notice-changed',
  (_, was, is) => `People see notice ${is} first instead of ${was}.`,
);

function textChanges(
  notice: string,
  before: PublishedNotice,
  { version, material, texts }: PublishedNotice,
): readonly Change[] {
  const locales = localesThatDiffer(before.texts, texts).filter((locale) => locale in texts);
  const text = value<string>('notice-text-changed', (_, was, is) =>
    sentences(
      locales.length > 0
        ? `Notice ${notice} has a new text (${listed(locales)}): version ${is} instead of ${was}.`
        : `Notice ${notice} has the version ${is} instead of ${was}.`,
      `The change is ${material ? 'material' : 'not material'}.`,
    ),
  );
  const facts = { notice, material, locales };
  const at = [
    pointer('notices', notice, 'locales'),
    ...['version', 'texts'].map((field) => pointer('published', notice, field)),
  ];
  return text({ name: notice, at, facts }, before.version, version);
}

/** Who reads only that language learns less. */
function languagesGone(
  notice: string,
  before: PublishedNotice,
  { texts }: PublishedNotice,
): readonly Change[] {
  const locales = Object.keys(before.texts).filter((locale) => !(locale in texts));
  if (locales.length === 0) return [];
  const words = `Notice ${notice} has no text in ${listed(locales)} any more: people get it in another language.`;
  const change = { at: [pointer('notices', notice, 'locales')], facts: { notice, locales } };
  return [report('notice-language-removed', change, words, 'less-information')];
}

type Texts = Readonly<Record<string, string>>;
const localesThatDiffer = (before: Texts, after: Texts): string[] =>
  idsIn(before, after).filter((locale) => before[locale] !== after[locale]);

/** Consents that stop counting, by the same rule with which a consent is judged when it is used. */
function renewals(
  from: Policy,
  to: Policy,
  { id: notice, version, purposes: covered }: PublishedNotice,
): readonly Change[] {
  const counts = (policy: Policy, purpose: string): boolean =>
    noticeStatus(policy, purpose, { id: notice, version }).kind === 'in-force';
  const purposes = covered.filter(
    (purpose) => asksPeople(to, purpose) && counts(from, purpose) && !counts(to, purpose),
  );
  if (purposes.length === 0) return [];
  const words = sentences(
    `Consents to ${listed(purposes)} that were given on notice ${notice}, version`,
    `${version}, become needs-renewal: what rests on them is denied until people consent again.`,
  );
  const facts = { notice, version, purposes };
  return [report('consents-need-renewal', { at: [], facts }, words)];
}

/** Whether a given consent is what lets data be used for the purpose, under some law. */
const asksPeople = ({ purposes }: Policy, purpose: string): boolean =>
  Object.values(purposes[purpose]?.legalBasis ?? {}).some(
    ({ basis, condition, previous }) =>
      basis === 'consent' ||
      basis === 'opt-out' ||
      condition === 'explicit-consent' ||
      previous?.basis === 'consent',
  );
