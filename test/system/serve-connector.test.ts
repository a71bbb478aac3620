import { describe, expect, test } from 'vitest';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Connector, Page } from '../../lambda/system/model/connector.ts';
import { SystemFaultError } from '../../lambda/system/model/faults.ts';
import type { Reply } from '../../lambda/system/model/protocol.ts';
import { serveConnector } from '../../lambda/system/serve-connector.ts';
import { leaksIn } from '../support/leaks.ts';
import { callOf, newPerson } from './connector-fixture.ts';

const person = newPerson();
const call = callOf({ categories: ['prompt-text'] }, person);
const item = { kind: 'json', category: 'prompt-text', content: { email: person.email } } as const;
const page: Page = { kind: 'page', counts: { 'prompt-text': 2 }, cursor: person.email };

/** A system that has everything in mind, and puts the person into every message. */
const open = (fault?: Error): Connector => {
  const reply = async <Reply>(value: Reply): Promise<Reply> => {
    if (fault) throw fault;
    return Promise.resolve(value);
  };
  return {
    find: () => reply({ ...page, selectors: ['email' as const] }),
    export: () => reply({ ...page, items: [item] }),
    erase: () => reply(page),
    rectify: () => reply(page),
    restrict: () => reply({ kind: 'waiting' as const }),
    control: () => reply({ kind: 'control' as const, remembered: person.phone, rows: 3 }),
    probe: () => reply({ kind: 'ready' as const }),
  };
};

function serve(fault?: Error) {
  const lines: string[] = [];
  const log = openLog({ function: 'system-crm', stage: 'dev' }, (line) => lines.push(line));
  return { handler: serveConnector(open(fault), { log }), lines };
}

const events = [
  { action: 'find', ...call },
  { action: 'export', ...call },
  { action: 'erase', ...call },
  {
    ...{ action: 'rectify', ...call },
    corrections: [{ category: 'prompt-text', old: person.email, new: 'other@example.com' }],
  },
  { action: 'restrict', ...call, restricted: true },
  { action: 'control', ...call, remembered: person['user-id'] },
  { action: 'probe' },
];

test('each action has its reply, and the log has the action, the outcome and a count', async () => {
  const { handler, lines } = serve();

  const replies: Reply[] = [];
  for (const event of events) replies.push(await handler(event));

  expect(replies.map(({ kind }) => kind)).toEqual([
    'page',
    'page',
    'page',
    'page',
    'waiting',
    'control',
    'ready',
  ]);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
    events.map(({ action }, index) =>
      expect.objectContaining({
        ...{ code: 'CONNECTOR_ANSWERED', kind: action, outcome: replies[index]?.kind },
        ...(replies[index]?.kind === 'page' && { count: 2 }),
      }),
    ),
  );
  expect(leaksIn('log', lines.join('\n'), Object.values(person))).toEqual([]);
});

describe('a fault', () => {
  const faults = [
    new SystemFaultError('throttled', { cause: new Error(`no ${person.email}`) }),
    Object.assign(new Error(`no ${person.email}`), { code: person.phone, name: 'error' }),
    Object.assign(new Error(`${person.email} has no right`), { name: 'AccessDeniedException' }),
  ];

  test('is returned as its code, and nothing of the person is logged', async () => {
    const codes: Reply[] = [];
    for (const fault of faults) {
      const { handler, lines } = serve(fault);
      for (const event of events) codes.push(await handler(event));
      expect(lines).toHaveLength(events.length);
      expect(leaksIn('log', lines.join('\n'), Object.values(person))).toEqual([]);
    }

    expect(new Set(codes.map((reply) => ('error' in reply ? reply.error : reply.kind)))).toEqual(
      new Set(['throttled', 'internal', 'access-denied']),
    );
  });

  test.each([
    ['an action that there is not', { ...call, action: 'delete' }],
    ['a field that there is not', { ...call, action: 'find', person }],
    ['no action', call],
    ['an identifier without a type', { ...call, action: 'find', identifiers: [person] }],
    ['a correction without the old value', { ...events[3], corrections: [{ category: 'x' }] }],
    ['nothing', undefined],
  ])('an event with %s is one', async (_what, event) => {
    const { handler, lines } = serve();

    expect(await handler(event)).toEqual({ kind: 'failed', error: 'internal' });
    expect(leaksIn('log', lines.join('\n'), Object.values(person))).toEqual([]);
  });
});
