import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { maximumHours } from '../model/pause.ts';

const privacyTeam = { kind: 'token', caller: 'staff', scope: 'custos/requests' } as const;
const time = z.iso.datetime();
const count = z.int().nonnegative();

const erasures = z
  .strictObject({
    state: z
      .enum(['running', 'paused'])
      .describe('`paused`: no key is destroyed, and requests wait, until staff resume.'),
    peoplePerHour: count.describe('Of the policy: one person more pauses erasures.'),
    people: count.describe('Who lost keys in this hour of UTC, as far as it was counted.'),
    pause: z
      .strictObject({
        pausedAt: time,
        people: count.describe('Who lost keys in the hour that was one too many.'),
        peoplePerHour: count.describe('Of the policy at that time.'),
        resumedAt: time.optional(),
        resumedUntil: time
          .optional()
          .describe('Until then `peoplePerHour` pauses nothing; then it applies again.'),
      })
      .optional()
      .describe('The newest pause; absent where there was none.'),
  })
  .meta({ id: 'Erasures', description: 'Whether erasures run. About no one.' });
export type ErasuresView = z.output<typeof erasures>;

const resuming = z
  .strictObject({
    hours: z
      .int()
      .min(1)
      .max(maximumHours)
      .default(1)
      .describe('For how long `peoplePerHour` pauses nothing.'),
  })
  .meta({ id: 'ResumedErasures' });

const pause = { pausedAt: '2026-11-24T10:12:31.000Z', people: 51, peoplePerHour: 50 };
const examplePaused = {
  ...{ state: 'paused', peoplePerHour: 50, people: 51, pause },
} satisfies ErasuresView;
const exampleResumed = {
  ...{ state: 'running', peoplePerHour: 50, people: 51 },
  pause: {
    ...pause,
    resumedAt: '2026-11-24T10:40:00.000Z',
    resumedUntil: '2026-11-24T14:40:00.000Z',
  },
} satisfies ErasuresView;

export const pauseRoutes = defineRoutes({
  readErasures: {
    method: 'GET',
    path: '/v1/erasures',
    access: privacyTeam,
    summary: 'Whether erasures run or are paused, and how many people lost keys in this hour',
    personal: false,
    responses: { 200: { description: 'The state', body: erasures, example: examplePaused } },
  },
  resumeErasures: {
    method: 'POST',
    path: '/v1/erasures/resume',
    access: { ...privacyTeam, recent: true },
    summary: 'End a pause: requests that wait are carried out, within ten minutes',
    body: resuming,
    personal: false,
    responses: { 200: { description: 'The state', body: erasures, example: exampleResumed } },
    problems: ['conflict'],
    example: { body: { hours: 4 } },
  },
});
