import { Ajv2020 } from 'ajv/dist/2020.js';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { eventSchemas } from '../../lambda/event/event.ts';
import type { EventType } from '../../lambda/event/event.ts';
import { eventJsonSchema } from '../../lambda/event/json-schema.ts';
import { table, withSection } from '../../lib/openapi/page-section.ts';
import { formatted } from '../support/formatted.ts';
import { ada, consentEvent } from './example.ts';

const types = Object.keys(eventSchemas) as EventType[];
const text = (type: EventType) => formatted(fileOf(type), JSON.stringify(eventJsonSchema(type)));
const fileOf = (type: EventType) => `docs/events/${type}.schema.json`;

describe('the published schemas', () => {
  test.each(types)('%s is generated from the code: else run this test with -u', async (type) => {
    await expect(await text(type)).toMatchFileSnapshot(`../../${fileOf(type)}`);
  });

  test('are linked in docs/events.md, with what each type says: else run this test with -u', async () => {
    const file = 'docs/events.md';
    const rows = types.map((type) => {
      const { description = '' } = eventSchemas[type].meta() ?? {};
      const data = Object.keys(eventSchemas[type].shape.data.shape).map((name) => `\`${name}\``);
      return [`[\`${type}\`](events/${type}.schema.json)`, description, data.join(', ')];
    });
    const page = withSection(
      readFileSync(file, 'utf8'),
      'events',
      table(['type', 'emitted when', '`data`'], rows),
      'npx vitest run --project unit test/events -u',
    );

    await expect(await formatted(file, page)).toMatchFileSnapshot(`../../${file}`);
  });

  test('are those of the types, and no others', () => {
    const published = readdirSync('docs/events').filter((name) => name.endsWith('.schema.json'));

    expect(published.sort()).toEqual(types.map((type) => `${type}.schema.json`).sort());
  });

  test('accept an event, and reject one with more or fewer fields', () => {
    const validate = new Ajv2020({ strict: true, validateFormats: false }).compile(
      JSON.parse(readFileSync(fileOf('consent.changed'), 'utf8')) as object,
    );
    const event = consentEvent(ada, 1);

    expect(validate(event)).toBe(true);
    expect(validate({ ...event, data: { ...event.data, email: 'ada@example.com' } })).toBe(false);
    expect(validate({ ...event, sequence: undefined })).toBe(false);
    expect(validate({ ...event, comment: '' })).toBe(false);
  });

  test('explain every field that CloudEvents leaves to the producer', () => {
    for (const type of types) {
      const { properties } = eventJsonSchema(type) as {
        properties: Record<string, { description?: string }>;
      };
      for (const field of ['id', 'source', 'subject', 'time', 'sequence']) {
        expect(properties[field]?.description, `${type} ${field}`).toBeTruthy();
      }
    }
  });
});
