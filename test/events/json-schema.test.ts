import { Ajv2020 } from 'ajv/dist/2020.js';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { eventSchemas } from '../../lambda/event/event.ts';
import type { EventType } from '../../lambda/event/event.ts';
import { eventJsonSchema } from '../../lambda/event/json-schema.ts';
import { formatted } from '../support/formatted.ts';
import { ada, consentEvent } from './example.ts';

const types = Object.keys(eventSchemas) as EventType[];
const text = (type: EventType) => formatted(fileOf(type), JSON.stringify(eventJsonSchema(type)));
const fileOf = (type: EventType) => `docs/events/${type}.schema.json`;

describe('the published schemas', () => {
  test.each(types)('%s is generated from the code: else run this test with -u', async (type) => {
    await expect(await text(type)).toMatchFileSnapshot(`../../${fileOf(type)}`);
  });

  test('are those of the four types, and no others', () => {
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
