import * as z from 'zod';
import type { ConnectorCall, Control, ControlCall } from '../model/connector.ts';
import { identifierTypes } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { Session } from './database.ts';
import { askedOf, usableValues } from './part.ts';
import type { Part } from './part.ts';
import { countRows } from './rows.ts';

const remember = z.strictObject({ type: z.enum(identifierTypes), value: z.string() });
type Remembered = z.output<typeof remember>;

/**
 * A person of the first part that has another one, and their rows in all parts.
 *
 * @throws SystemFaultError
 */
export async function controlOf(
  session: Session,
  parts: readonly Part[],
  call: ControlCall,
): Promise<Control> {
  const asked = parts.filter(({ category }) => call.categories.includes(category));
  const remembered =
    call.remembered === undefined
      ? await someoneElse(session, asked, call)
      : rememberedOf(call.remembered);
  if (remembered === undefined) return { kind: 'control', rows: 0 };
  const their = { ...call, identifiers: [remembered] };
  let rows = 0;
  for (const each of await askedOf(session, parts, their, 0)) {
    rows += await countRows(session, each, call);
  }
  return { kind: 'control', remembered: JSON.stringify(remembered), rows };
}

/** @throws SystemFaultError */
function rememberedOf(text: string): Remembered {
  try {
    return remember.parse(JSON.parse(text));
  } catch (cause) {
    throw new SystemFaultError('internal', { cause });
  }
}

async function someoneElse(
  session: Session,
  parts: readonly Part[],
  { identifiers }: ConnectorCall,
): Promise<Remembered | undefined> {
  for (const part of parts) {
    const own = await usableValues(session, part, identifiers);
    const { someoneElse, second } = part;
    const values = [
      own,
      ...(second === undefined ? [] : [await usableValues(session, second, identifiers)]),
    ];
    const text = `${someoneElse} LIMIT 1`;
    const { rows } = await session.run({ text, values }, { isReadOnly: true });
    const value = rows[0]?.[0];
    if (typeof value === 'string') return { type: part.identifier, value };
  }
  return undefined;
}
