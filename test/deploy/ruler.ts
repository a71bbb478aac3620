import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { Programs } from './programs.ts';

const files = resolve(import.meta.dirname, 'ruler');
const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const matches = z.array(z.array(z.string()));

export type Pattern = Readonly<Record<string, unknown>>;

/** The matcher that EventBridge uses (Event Ruler), as a program. */
export class Ruler {
  readonly #programs: Programs;
  readonly #jars: string;

  private constructor(programs: Programs, jars: string) {
    this.#programs = programs;
    this.#jars = jars;
  }

  /**
   * Copies the program from Maven Central, or uses that of an earlier run, if its files have the hashes of
   * `ruler/jars.sha256`.
   *
   * @throws RulerMissingError that says what to install
   */
  static async get(programs: Programs): Promise<Ruler> {
    const jars = resolve('node_modules/.cache/custos-ruler');
    if (!isComplete(jars)) {
      rmSync(jars, { recursive: true, force: true });
      const options = ['-DincludeScope=runtime', `-DoutputDirectory=${jars}`];
      const pom = join(files, 'pom.xml');
      const { code, output } = await programs
        .run(['mvn', '-q', '-B', '-f', pom, copy, ...options], { timeoutSeconds: 240 })
        .catch((error: unknown) => ({ code: null, output: String(error) }));
      if (code !== 0)
        throw new RulerMissingError('Maven cannot copy it from Maven Central', output);
      if (!isComplete(jars)) throw new RulerMissingError('the files are not those of jars.sha256');
    }
    return new Ruler(programs, jars);
  }

  /** For each event, the ids of the rules that match it. */
  async match(
    rules: ReadonlyMap<string, Pattern>,
    events: readonly Pattern[],
    directory: string,
  ): Promise<readonly (readonly string[])[]> {
    const input = join(directory, 'events-and-rules.json');
    writeFileSync(input, JSON.stringify({ rules: Object.fromEntries(rules), events }));
    const output = join(directory, 'matches.json');
    await this.#programs.succeed(
      ['java', '-cp', join(this.#jars, '*'), join(files, 'Match.java'), input, output],
      { timeoutSeconds: 60 },
    );
    return matches.parse(JSON.parse(readFileSync(output, 'utf8')));
  }
}

const isComplete = (jars: string): boolean =>
  readFileSync(join(files, 'jars.sha256'), 'utf8')
    .trim()
    .split('\n')
    .every((line) => {
      const [hash, name = ''] = line.split(/ +/);
      const file = join(jars, name);
      return (
        existsSync(file) && createHash('sha256').update(readFileSync(file)).digest('hex') === hash
      );
    });

/** Java or Maven is missing, or the files are others. */
class RulerMissingError extends Error {
  override readonly name = 'RulerMissingError';

  constructor(reason: string, output = '') {
    const end = output.trim().split('\n').slice(-8);
    super([`Event Ruler needs Java 17 and Maven: ${reason}`, ...end].join('\n').trim());
  }
}
