import { createHash } from 'node:crypto';
import * as z from 'zod';
import { consentRoutes } from '../../lambda/consent/routes.ts';
import { subjectRoutes } from '../../lambda/subject/routes.ts';
import type { Api } from './call.ts';
import { post } from './call.ts';
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
  /** Sends up to 25 lines; answers an outcome for each, in order. */
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

/** Both go through the API, as anybody else does. */
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
          return status === 200 ? ({ kind: 'unchanged' } as const) : refusedBy(body);
        }),
      );
    },
  },
  consents: {
    schema: importConsents.body.shape.items.element,
    async send(api, records) {
      const { status, body } = await post(api, importConsents.path, { items: records });
      const reply = importReply.safeParse(body);
      if (status !== 207 || !reply.success) return records.map(() => refusedBy(body));
      return reply.data.items.map((item) => {
        if (item.problem) return refusedBy(item.problem);
        return { kind: item.status === 201 ? 'imported' : 'unchanged' } as const;
      });
    },
  },
};

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
