import { createHash } from 'node:crypto';
import * as z from 'zod';
import { importedLine } from '../../lambda/consent/import-routes.ts';
import { consentRoutes } from '../../lambda/consent/routes.ts';
import { subjectRoutes } from '../../lambda/subject/routes.ts';
import type { Api } from './call.ts';
import { ImportStoppedError, post } from './call.ts';
import type { LineError } from './lines.ts';

export const kinds = ['consents', 'subjects'] as const;
export type Kind = (typeof kinds)[number];

/** What became of one line. */
export type Outcome =
  | { readonly kind: 'imported' | 'unchanged' }
  | { readonly kind: 'refused'; readonly problem: string; readonly errors: readonly LineError[] };

export interface Target {
  /** What a line has to be. */
  readonly schema: z.ZodType;
  /** Sends up to 25 lines; returns an outcome for each, in order. */
  readonly send: (api: Api, records: readonly unknown[], run: string) => Promise<Outcome[]>;
}

const problem = z.object({
  type: z.string(),
  detail: z.string().optional(),
  title: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});
type ProblemBody = z.output<typeof problem>;
const importReply = z.object({
  items: z.array(z.object({ status: z.int(), problem: problem.optional() })),
});

const { registerSubject } = subjectRoutes;
const { importConsents } = consentRoutes;

/** Both go through the API, as anyone else does. */
export const targets: Readonly<Record<Kind, Target>> = {
  subjects: {
    schema: registerSubject.body,
    async send(api, records, run) {
      return Promise.all(
        records.map(async (record) => {
          // The same line has the same key: one that is sent again after a stop is known.
          const key = createHash('sha256').update(`${run}\n${JSON.stringify(record)}`);
          const { status, body } = await post(api, registerSubject.path, record, key.digest('hex'));
          if (status === 201) return { kind: 'imported' } as const;
          if (status === 200) return { kind: 'unchanged' } as const;
          return isAboutLines(status) ? refusedBy(body) : stopAt(status);
        }),
      );
    },
  },
  consents: {
    schema: importedLine,
    send: sendConsents,
  },
};

async function sendConsents(api: Api, records: readonly unknown[]): Promise<Outcome[]> {
  const { status, body } = await post(api, importConsents.path, { items: records });
  if (isAboutLines(status)) {
    if (records.length === 1) return [refusedBy(body)];
    // Refused as a whole for some of its lines: the others are none the worse for it.
    const middle = Math.ceil(records.length / 2);
    return [
      ...(await sendConsents(api, records.slice(0, middle))),
      ...(await sendConsents(api, records.slice(middle))),
    ];
  }
  const reply = importReply.safeParse(body);
  if (status !== 207 || reply.data?.items.length !== records.length) return stopAt(status);
  return reply.data.items.map((item) => {
    if (item.problem) return refusedBy(item.problem);
    return { kind: item.status === 201 ? 'imported' : 'unchanged' } as const;
  });
}

/** Of a body that was understood; anything else would be the same for every line of the file. */
const isAboutLines = (status: number): boolean =>
  status === 409 || status === 413 || status === 422;

function stopAt(status: number): never {
  throw new ImportStoppedError(`what answers is not the API (status ${status}): check --url`);
}

function refusedBy(body: unknown): Outcome {
  const { data }: { data?: ProblemBody } = problem.safeParse(body);
  const name = data?.type.split(':').at(-1) ?? 'no-answer';
  const message = data?.detail ?? data?.title ?? 'the API gave no reason';
  const errors = data?.errors?.map(({ pointer, message: why }) => ({
    pointer: pointer.replace(/^\/items\/\d+/, ''),
    message: why,
  }));
  return { kind: 'refused', problem: name, errors: errors ?? [{ pointer: '', message }] };
}
