import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLog } from '../../lambda/platform/log/log.ts';
import { inabilities } from '../../lambda/policy/connectors/abilities.ts';
import type { TaskAction } from '../../lambda/policy/vocabulary.ts';
import { maximumPageBytes, systemActions } from '../../lambda/system/model/connector.ts';
import type {
  ConnectorCall,
  ExportItem,
  SystemAction,
} from '../../lambda/system/model/connector.ts';
import { replySchemas } from '../../lambda/system/model/protocol.ts';
import { serveConnector } from '../../lambda/system/serve-connector.ts';
import { leaksIn } from '../support/leaks.ts';
import { asPlanted, callOf, everyPage, newPerson, totalOf } from './connector-fixture.ts';
import type { ConnectorFixture, Person } from './connector-fixture.ts';

/** The clock is over: the smallest step that a connector takes. */
const noTime = { until: 0 };
const rows = 7;

export interface ContractOptions {
  /** As `inabilities` of the settings says: it is not tested but to fail as `misconfigured`. */
  readonly cannot?: readonly TaskAction[];
  /** Whether applications change a row in place. */
  readonly isTouched?: boolean;
}

/**
 * What every connector does, on the real store. No test is skipped: what is not tested is asserted to be
 * what the policy has to state under `cannot`.
 *
 * @param name of the connector, for the title
 * @param open starts the store and the connector; once
 */
export function connectorContract(
  name: string,
  open: () => Promise<ConnectorFixture>,
  { cannot = [], isTouched = true }: ContractOptions = {},
): void {
  const can = (action: SystemAction) => !cannot.some((one) => one === action);
  describe(name, () => {
    let fixture: ConnectorFixture;
    beforeAll(async () => {
      fixture = await open();
    });
    afterAll(() => fixture.stop());

    const of = (person: Person, more?: Partial<ConnectorCall>) => callOf(fixture, person, more);
    const everyone: Person[] = [];
    const planted = async (count = rows): Promise<Person> => {
      const person = newPerson();
      everyone.push(person);
      await fixture.plant(person, count);
      return person;
    };
    const pages = {
      find: (person: Person, more?: Partial<ConnectorCall>) =>
        everyPage((cursor) => fixture.connector.find(of(person, { ...more, cursor }))),
      erase: (person: Person, more?: Partial<ConnectorCall>, from?: string) =>
        everyPage((cursor) => fixture.connector.erase(of(person, { ...more, cursor })), from),
      export: (person: Person, more?: Partial<ConnectorCall>, from?: string) =>
        everyPage((cursor) => fixture.connector.export(of(person, { ...more, cursor })), from),
      restrict: (person: Person, restricted: boolean) =>
        everyPage((cursor) =>
          fixture.connector.restrict({ ...of(person, { cursor }), restricted }),
        ),
      rectify: (person: Person, from: string, to: string) =>
        everyPage((cursor) =>
          fixture.connector.rectify({
            ...of(person, { cursor }),
            corrections: fixture.categories.map((category) => ({
              ...{ category, pointer: fixture.pointer, old: from, new: to },
            })),
          }),
        ),
    };
    const notesOf = async (person: Person) =>
      (await fixture.stored(person)).map(({ note }) => note);

    // First: no one else is in the store yet.
    test('the control is no copy of the person under another key', async () => {
      const person = await planted();
      await fixture.plantAside(person);

      expect(await fixture.connector.control(of(person))).toMatchObject({ rows: 0 });

      await pages.erase(person, { path: 'second' });
      await fixture.lose(person);
    });

    describe('find', () => {
      test('finds nothing for an invented person', async () => {
        expect(totalOf(await pages.find(newPerson()))).toBe(0);
      });

      test('counts what is there, and says what it searched by', async () => {
        const person = await planted();

        const found = await pages.find(person);

        expect(totalOf(found)).toBe((await fixture.stored(person)).length);
        expect([...new Set(found.flatMap(({ selectors }) => selectors))].sort()).toEqual(
          [...fixture.selectors].sort(),
        );
      });

      test('counts the same in the smallest steps', async () => {
        const person = await planted();

        expect(totalOf(await pages.find(person, noTime))).toBe(totalOf(await pages.find(person)));
      });

      test('searches by nothing that the system has not', async () => {
        const person = await planted();

        const found = await pages.find(person, { identifiers: [] });

        expect(totalOf(found)).toBe(0);
        expect(found.flatMap(({ selectors }) => selectors)).toEqual([]);
      });

      test('finds no data of other categories', async () => {
        const person = await planted();

        expect(totalOf(await pages.find(person, { categories: [] }))).toBe(0);
      });
    });

    describe('export', () => {
      const itemsOf = (all: readonly { readonly items: readonly ExportItem[] }[]) =>
        all.flatMap(({ items }) => items);

      test('returns everything of the person and nothing of others', async () => {
        const other = await planted();
        const person = await planted();

        const exported = await pages.export(person);
        const items = itemsOf(exported);

        const whole = items.filter((item) => item.kind === 'json' || item.isLast);
        expect(whole.length).toBeGreaterThan(0);
        expect(totalOf(exported)).toBe((await fixture.stored(person)).length);
        expect(leaksIn('export', JSON.stringify(items), Object.values(other))).toEqual([]);
        for (const page of exported) {
          expect(JSON.stringify(page).length).toBeLessThanOrEqual(maximumPageBytes);
          expect(replySchemas.export.parse(page)).toEqual(page);
        }
      });

      test('goes on from each cursor, by another process and more than once', async () => {
        const person = await planted();
        const all = await pages.export(person, noTime);

        for (const [index, { cursor }] of all.slice(0, -1).entries()) {
          const rest = await pages.export(person, undefined, cursor);
          expect(itemsOf(rest)).toEqual(itemsOf(all.slice(index + 1)));
        }
      });
    });

    describe('erase', () => {
      test('erases everything of the person, once, and nothing of others', async () => {
        const [person, other] = [await planted(), await planted()];
        const before = await fixture.stored(other);
        const count = (await fixture.stored(person)).length;

        expect(totalOf(await pages.erase(person))).toBe(count);

        expect(await fixture.stored(person)).toEqual([]);
        expect(await fixture.stored(other)).toEqual(before);
        expect(totalOf(await pages.find(person))).toBe(0);
        expect(totalOf(await pages.erase(person))).toBe(0);
      });

      test('goes on from each cursor after the smallest steps', async () => {
        const person = await planted();
        const count = (await fixture.stored(person)).length;

        const all = await pages.erase(person, noTime);

        expect(totalOf(all)).toBe(count);
        expect(await fixture.stored(person)).toEqual([]);
        for (const { cursor } of all.slice(0, -1)) {
          expect(totalOf(await pages.erase(person, noTime, cursor))).toBe(0);
        }
      });

      test('is repeated at the same time without a fault', async () => {
        const person = await planted(rows * 4);
        const taskId = randomUUID();

        await Promise.all([pages.erase(person, { taskId }), pages.erase(person, { taskId })]);

        expect(await fixture.stored(person)).toEqual([]);
      });

      test('keeps what is stored of others meanwhile', async () => {
        const [person, other] = [await planted(rows * 4), await planted(1)];
        const alike = await planted(1);
        for (let more = 0; more < rows; more += 1) await fixture.plant(alike, 1);

        const [erased] = await Promise.all([
          pages.erase(person, noTime),
          (async () => {
            for (let more = 0; more < rows; more += 1) await fixture.plant(other, 1);
          })(),
        ]);

        expect(totalOf(erased)).toBeGreaterThan(0);
        expect(await fixture.stored(person)).toEqual([]);
        expect((await fixture.stored(other)).length).toBe((await fixture.stored(alike)).length);
      });

      // An erasure of no one that is one of everyone: mem0ai/mem0 issues 3746 and 3928.
      test('erases nothing where the system knows the person by nothing', async () => {
        const other = await planted();
        const before = await fixture.stored(other);

        expect(totalOf(await pages.erase(newPerson(), { identifiers: [] }))).toBe(0);
        expect(await fixture.stored(other)).toEqual(before);
      });

      test('erases no data of other categories', async () => {
        const person = await planted();
        const before = await fixture.stored(person);

        expect(totalOf(await pages.erase(person, { categories: [] }))).toBe(0);
        expect(await fixture.stored(person)).toEqual(before);
      });
    });

    if (can('rectify'))
      describe('rectify', () => {
        test('changes what has the old value, once, and nothing of others', async () => {
          const [person, other] = [await planted(), await planted()];
          const before = await fixture.stored(other);
          const count = (await fixture.stored(person)).length;

          expect(totalOf(await pages.rectify(person, 'another note', 'wrong'))).toBe(0);
          expect(totalOf(await pages.rectify(person, asPlanted, 'corrected'))).toBe(count);
          expect(totalOf(await pages.rectify(person, asPlanted, 'corrected'))).toBe(0);

          expect(new Set(await notesOf(person))).toEqual(new Set(['corrected']));
          expect(await fixture.stored(other)).toEqual(before);
        });

        if (isTouched)
          test('keeps what an application changes meanwhile', async () => {
            const person = await planted();

            await Promise.all([
              pages.rectify(person, asPlanted, 'corrected'),
              fixture.touch?.(person, 'touched'),
            ]);

            for (const row of await fixture.stored(person)) {
              expect([row.note, row.touched]).toEqual(['corrected', 'touched']);
            }
          });
      });

    if (can('restrict'))
      describe('restrict', () => {
        test('restricts and releases, each once, and no one else', async () => {
          const [person, other] = [await planted(), await planted()];
          const before = await fixture.stored(other);
          const count = (await fixture.stored(person)).length;
          const restricted = async () =>
            (await fixture.stored(person)).filter((row) => row.restricted === true).length;

          expect(totalOf(await pages.restrict(person, true))).toBe(count);
          expect(await restricted()).toBe(count);
          expect(totalOf(await pages.restrict(person, true))).toBe(0);
          expect(totalOf(await pages.restrict(person, false))).toBe(count);
          expect(await restricted()).toBe(0);
          expect(totalOf(await pages.restrict(person, false))).toBe(0);
          expect(await fixture.stored(other)).toEqual(before);
        });

        if (isTouched)
          test('keeps what an application changes meanwhile', async () => {
            const person = await planted();

            await Promise.all([pages.restrict(person, true), fixture.touch?.(person, 'touched')]);

            for (const row of await fixture.stored(person)) {
              expect([row.restricted, row.touched]).toEqual([true, 'touched']);
            }
          });
      });

    describe('the second path', () => {
      test('finds and erases a copy that is under another key', async () => {
        const [person, other] = [await planted(), await planted()];
        await fixture.plantAside(person);
        const before = await fixture.stored(other);

        await pages.erase(person);
        expect(totalOf(await pages.find(person))).toBe(0);
        expect(totalOf(await pages.find(person, { path: 'second' }))).toBe(1);
        expect(totalOf(await pages.erase(person, { path: 'second', ...noTime }))).toBe(1);

        expect(await fixture.stored(person)).toEqual([]);
        expect(await fixture.stored(other)).toEqual(before);
      });
    });

    describe('the control', () => {
      test('counts another person before and after', async () => {
        const person = await planted();
        await planted();

        const before = await fixture.connector.control(of(person));
        await pages.erase(person);
        const { remembered } = before;
        const after = await fixture.connector.control({ ...of(person), remembered });

        expect(before.rows).toBeGreaterThan(0);
        expect(after).toEqual(before);
        expect(leaksIn('control', remembered ?? '', Object.values(person))).toEqual([]);
      });

      test('shows that another person lost rows', async () => {
        await planted();
        const person = await planted();
        const { remembered, rows: before } = await fixture.connector.control(of(person));

        for (const other of everyone) if (other !== person) await fixture.lose(other);

        const after = await fixture.connector.control({ ...of(person), remembered });
        expect(before).toBeGreaterThan(0);
        expect(after.rows).toBe(0);
      });
    });

    describe('a fault', () => {
      test('is what the settings cannot do, and nothing else', async () => {
        const person = newPerson();

        expect(inabilities(fixture.settings)).toEqual(cannot);
        expect(fixture.touch !== undefined).toBe(isTouched);
        for (const action of systemActions) {
          const performed = perform(action, of(person));
          if (can(action)) expect(await performed).toHaveProperty('kind');
          else await expect(performed).rejects.toMatchObject({ code: 'misconfigured' });
        }
      });

      test('is named, and its probe says what is wrong', async () => {
        expect(fixture.broken.length).toBeGreaterThan(0);
        const person = newPerson();
        for (const { what, connector, error } of fixture.broken) {
          const call = { action: 'find', ...of(person) };
          const { handler, lines } = served(connector);

          expect(await handler(call), what).toEqual({ kind: 'failed', error });
          expect(await handler({ action: 'probe' }), what).toMatchObject({ kind: 'not-ready' });
          expect(leaksIn('log', lines.join('\n'), Object.values(person))).toEqual([]);
        }
      });

      test('is what an unreadable cursor causes', async () => {
        const { handler } = served(fixture.connector);

        const reply = await handler({ action: 'find', ...of(newPerson(), { cursor: 'forged' }) });

        expect(reply).toMatchObject({ kind: 'failed' });
      });

      const perform = (action: SystemAction, call: ConnectorCall) => {
        if (action === 'rectify') return fixture.connector.rectify({ ...call, corrections: [] });
        if (action === 'restrict') return fixture.connector.restrict({ ...call, restricted: true });
        return fixture.connector[action](call);
      };
    });

    test('the probe is ready and changes nothing', async () => {
      const person = await planted();
      const before = await fixture.stored(person);

      expect(await fixture.connector.probe()).toEqual({ kind: 'ready' });

      expect(await fixture.stored(person)).toEqual(before);
    });

    test('no line of the log has anything of a person', async () => {
      const person = await planted();
      const { handler, lines } = served(fixture.connector);

      const found = await handler({ action: 'find', ...of(person) });
      await handler({ action: 'export', ...of(person) });
      await handler({ action: 'control', ...of(person) });
      await handler({ action: 'erase', ...of(person) });
      await handler({ action: 'find', person });

      expect(['page', 'waiting']).toContain(found.kind);
      expect(lines).toHaveLength(5);
      expect(leaksIn('log', lines.join('\n'), Object.values(person))).toEqual([]);
    });
  });
}

function served(connector: ConnectorFixture['connector']) {
  const lines: string[] = [];
  const log = openLog({ function: 'system-test', stage: 'test' }, (line) => lines.push(line));
  return { handler: serveConnector(connector, { log }), lines };
}
