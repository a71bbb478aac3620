import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { transitions } from '../../lambda/request/model/request.ts';

const page = readFileSync('docs/concepts.md', 'utf8');
const diagram = (kind: string): string =>
  [...page.matchAll(/^```mermaid\n([^]*?)^```/gm)].find(([, text = '']) =>
    text.startsWith(kind),
  )?.[1] ?? '';

test('the diagram of the states of a request has the transitions of the table, and no others', () => {
  const drawn = [...diagram('stateDiagram-v2').matchAll(/^ +(\S+) --> (\S+)$/gm)].map(
    ([, from = '', to = '']) => `${from} > ${to}`.replaceAll('_', '-'),
  );
  const table = Object.entries(transitions).flatMap(([from, next]) =>
    next.map((to) => `${from} > ${to}`),
  );
  const starts = ['[*] > received'];
  const ends = Object.entries(transitions).flatMap(([from, next]) =>
    next.length === 0 ? [`${from} > [*]`] : [],
  );

  expect(drawn.sort()).toEqual([...starts, ...table, ...ends].sort());
});

test('the diagram of an erasure has its steps, in their order', () => {
  const source = readFileSync('lambda/fulfilment/run.ts', 'utf8');
  const [erase = ''] = /async function erase\([^]*?\n}\n/.exec(source) ?? [];
  const steps = [
    ...erase.matchAll(/\b(?:step|count|wait)\(\s*[`']([a-z-]+?)(?:-\$\{\w+\})?[`']/g),
  ].map(([, name]) => name);
  const drawn = [...diagram('flowchart').matchAll(/([a-z-]+)\["\1: /g)].map(([, name]) => name);

  expect(steps.length).toBeGreaterThan(5);
  expect(drawn).toEqual(steps);
});
