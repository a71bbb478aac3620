import { expect, test } from 'vitest';
import type { SystemCall, SystemControl, SystemPage } from '../../../client/index.ts';
import { replySchemas } from '../../../lambda/system/model/protocol.ts';
import { messageOf } from '../../../lambda/system/receiver/message.ts';

/** Every field, as the compiler requires. */
const call: Required<SystemCall> = {
  ...{ delivery: '', task: 'task', action: 'rectify', categories: ['feedback'], path: 'second' },
  identifiers: [{ type: 'user-id', value: 'one', issuer: 'https://login.example.com' }],
  ...{ cursor: 'next', until: 1, restricted: true, remembered: 'two' },
  corrections: [{ category: 'feedback', pointer: '/note', recordId: '1', old: 'a', new: 'b' }],
};
const page: Required<SystemPage> = {
  ...{ counts: { feedback: 1 }, cursor: 'next', selectors: ['user-id'] },
  items: [
    { kind: 'json', category: 'feedback', content: { note: 'b' }, at: '2026-11-29T00:00:00Z' },
    {
      ...{ kind: 'file', category: 'feedback', name: 'a.png', contentType: 'image/png' },
      ...{ base64: 'AA==', isLast: true },
    },
  ],
};
const control: Required<SystemControl> = { rows: 1, remembered: 'two' };

test('SystemCall has the fields of the event', () => {
  const { task: taskId, delivery, corrections, ...fields } = call;
  const asked = {
    ...{ ...fields, taskId },
    corrections: corrections.map((one) => ({ ...one, old: 'a', new: 'b' })),
  };
  const { until } = call;
  const event = Buffer.from(messageOf(delivery, 'rectify', asked, { until })).toString();

  expect(JSON.parse(event)).toEqual(call);
});

test('SystemPage and SystemControl have the fields of the answers', () => {
  const { items, selectors, ...counts } = page;

  expect(replySchemas.find.parse({ kind: 'page', ...counts, selectors })).toMatchObject({
    ...{ ...counts, selectors },
  });
  expect(replySchemas.export.parse({ kind: 'page', ...counts, items })).toMatchObject({
    ...{ ...counts, items },
  });
  expect(replySchemas.control.parse({ kind: 'control', ...control })).toMatchObject(control);
});
