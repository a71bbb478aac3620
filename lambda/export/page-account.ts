import { bullets, own, paragraph, said, section, soft, table, time } from './elements.ts';
import type { Content } from './elements.ts';
import type { PageContents } from './page-contents.ts';
import { categoryTitle, namesOf } from './page-names.ts';
import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

/** What identifies the person, and what they have set. */
export function accountSection(page: PageContents): Html {
  const { speech, identifiers } = page;
  const { words, labels } = speech;
  const names: Readonly<Record<string, string>> = labels.identifier;
  return section('account', words.account.heading, [
    table({
      caption: words.account.identifiers,
      heads: words.account.identifierHeads,
      rows: identifiers.map(({ type, value, issuer }) => [
        names[type] ?? type,
        issuer === undefined ? own(value) : html`${own(value)} (${own(issuer)})`,
      ]),
    }),
    table({
      caption: words.account.settings,
      heads: words.account.settingHeads,
      rows: settingsIn(page),
    }),
    soft(words.account.retained),
  ]);
}

function settingsIn(page: PageContents): Content[][] {
  const { speech, subject, details } = page;
  if (subject === undefined) return [];
  const { words, labels } = speech;
  const { createdAt, residence, declaredResidence, ageBand, settings } = subject;
  const since = new Date(createdAt).toISOString();
  const optional = (name: string, value: Content | undefined): Content[][] =>
    value === undefined ? [] : [[name, value]];
  return [
    [words.account.since, time(since, speech.moment(createdAt))],
    ...optional(
      words.account.declaredResidence,
      declaredResidence && speech.country(declaredResidence),
    ),
    ...optional(words.account.residence, residence && speech.country(residence)),
    ...optional(words.account.ageBand, ageBand && labels.ageBand[ageBand]),
    ...optional(words.account.locale, settings.locale && speech.languageName(settings.locale)),
    ...optional(words.account.contact, details.contact && own(details.contact.value)),
    ...optional(
      words.account.responsiblePerson,
      details.responsiblePerson && own(details.responsiblePerson.value),
    ),
    [words.account.training, labels.switch[settings.training]],
    [words.account.personalisation, labels.switch[settings.personalisation]],
    [words.account.storage, labels.switch[settings.storage]],
    ...Object.entries(settings.retention).map(([category, period]): Content[] => [
      words.account.retention(categoryTitle(page, category)),
      speech.period(period),
    ]),
  ];
}

/** Every choice with the notice that it rests on: GDPR Art. 7(1). */
export function choicesSection(page: PageContents): Html {
  const { speech, consents } = page;
  const { heading, caption, heads, none, noticeGone } = speech.words.choices;
  if (consents.length === 0) return section('choices', heading, [paragraph(none)]);
  const purposes = namesOf(page).purposes;
  const rows = consents.map(({ at, purpose, state, notice }): Content[] => [
    time(at, speech.moment(at)),
    purposes([purpose]),
    speech.labels.choice[state],
    notice === undefined
      ? ''
      : html`${said(notice.title, page.policyLanguage, speech.language)},
          <code>${notice.file ?? notice.version}</code>
          ${notice.file === undefined ? `(${noticeGone})` : ''}`,
  ]);
  return section('choices', heading, [
    table({ folded: true, caption: caption('consents.jsonl'), heads, rows }),
  ]);
}

export function requestsSection({ speech, requests }: PageContents): Html {
  const { heading, caption, heads, none } = speech.words.requests;
  if (requests.length === 0) return section('requests', heading, [paragraph(none)]);
  const rows = requests.map(({ receivedAt, kind, status }): Content[] => [
    time(receivedAt, speech.moment(receivedAt)),
    speech.labels.kind[kind],
    speech.labels.status[status],
  ]);
  return section('requests', heading, [
    table({ folded: true, caption: caption('requests.jsonl'), heads, rows }),
  ]);
}

/** What was done, and to whom data was disclosed when: CJEU C-154/21. */
export function activitySection(page: PageContents): Html {
  const { speech, activity, facts } = page;
  const { heading, caption, heads, none, retained, timesOnDay } = speech.words.activity;
  if (activity.length === 0) return section('activity', heading, [paragraph(none)]);
  const names = namesOf(page);
  const rows = activity.map(
    ({ at, kind, times, recipients = [], purposes = [], categories = [] }) => {
      const about = [
        ...names.recipients(recipients),
        ...names.purposes(purposes),
        ...names.categories(categories),
      ];
      return [
        time(at, speech.moment(at)),
        times === undefined
          ? speech.labels.activity[kind]
          : timesOnDay(speech.labels.activity[kind], speech.number(times)),
        about.length === 0 ? '' : bullets(about),
      ];
    },
  );
  const period = facts.evidence.find((each) => each.kind === 'request')?.retention;
  return section('activity', heading, [
    table({ folded: true, caption: caption('activity.jsonl'), heads, rows }),
    ...(period === undefined ? [] : [soft(retained(speech.period(period)))]),
  ]);
}
