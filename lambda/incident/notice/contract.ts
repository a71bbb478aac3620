import * as z from 'zod';
import { lineField, localeField, nextCursorField, textField } from '../../platform/http/fields.ts';
import { noticeStates } from '../model/notice.ts';
import { formOf } from './form-schema.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();
const noPerson = 'Name no person.';
const part = (what: string) => textField(4_000).describe(`${what} ${noPerson}`);

const peopleText = z
  .strictObject({
    subject: lineField(150).describe('Subject of the mail.'),
    whatHappened: part('What happened, in plain words.'),
    consequences: part('What it may mean for the person: GDPR Art. 33(3)(c).'),
    measures: part('What was done, and what the person can do: GDPR Art. 33(3)(d).'),
    contact: part('Where the person learns more: GDPR Art. 33(3)(b).'),
  })
  .meta({ id: 'PeopleText' });

export const newNotice = z
  .discriminatedUnion('audience', [
    z.strictObject({
      audience: z.literal('authority'),
      jurisdiction: z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/, 'send the id of a law of the policy, such as gdpr')
        .max(64)
        .describe('Id of a law of the policy that has a duty to inform an authority.'),
      records: count.optional().describe('Approximate number of records.'),
      consequences: part(
        'Likely consequences (GDPR Art. 33(3)(c)), else as the incident says.',
      ).optional(),
      measures: part('Measures (GDPR Art. 33(3)(d)), else those of the incident.').optional(),
      delayReasons: part('Why it is late (GDPR Art. 33(1)), else as the incident says.').optional(),
    }),
    z.strictObject({
      audience: z.literal('people'),
      texts: z
        .record(localeField, peopleText)
        .describe('By language. Every language of the policy needs a text, or a fallback.'),
      fallback: localeField
        .optional()
        .describe(
          'Language of the text for people whose language has none; the language of the policy when absent.',
        ),
    }),
  ])
  .meta({ id: 'NewIncidentNotice' });

const message = z.strictObject({ subject: z.string(), text: z.string() });

export const noticeView = z
  .strictObject({
    noticeId: z.uuid(),
    audience: z.enum(['authority', 'people']),
    state: z
      .enum(noticeStates)
      .describe(
        '`approved`: to an authority, submit it as the authority asks for; to people, sending begins.',
      ),
    contentSha256: z
      .string()
      .describe('Of what it says, hex. Approve with it: an approved text never changes.'),
    preparedAt: time,
    approvedAt: time.optional(),
    endedAt: time.optional(),
    form: formOf(time)
      .optional()
      .describe(
        'To an authority: GDPR Art. 33(3). `notYetKnown` names what follows in phases. As `text/html`: a page to print.',
      ),
    preview: z
      .record(z.string(), message)
      .optional()
      .describe('To people: the mail in each language.'),
    fallback: z.string().optional().describe('Language of people whose language has no text.'),
    counts: z
      .strictObject({
        informed: count.describe('A message went out to them, and did not come back.'),
        uncertain: count.describe('A message was sent, without an answer yet.'),
        noAddress: count.describe('Nothing to write to: inform them in another way.'),
        rejected: count.describe('No mail reaches their address: inform them in another way.'),
        bounced: count.describe('The message came back: inform them in another way.'),
        complained: count.describe('Of `informed`: the person called the message unwanted.'),
        erased: count.describe('Erased meanwhile: they cannot be written to.'),
      })
      .optional()
      .describe(
        'To people. Who they are: `GET .../affected?noticeId=...&delivery=...`. Art. 34(3)(c) is for those without an address.',
      ),
  })
  .meta({ id: 'IncidentNotice' });
export type NoticeView = z.output<typeof noticeView>;

export const noticeList = z
  .strictObject({ items: z.array(noticeView), nextCursor: nextCursorField.optional() })
  .meta({ id: 'IncidentNoticeList' });

export const approval = z
  .strictObject({
    contentSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'send the contentSha256 of the notice that you have read')
      .describe('As the notice that you have read shows it.'),
  })
  .meta({ id: 'NoticeApproval' });
