import { entriesOf } from './entries.ts';
import { readText } from './source.ts';
import type { Finding, PolicyProblem } from './problem.ts';
import type { PolicyDocument, PublishedNotice } from '../../lambda/policy/schema.ts';
import { noticeVersionOf } from '../../lambda/policy/version.ts';

interface Notices {
  readonly published: Record<string, PublishedNotice>;
  /** About `policy.yaml`. */
  readonly findings: readonly Finding[];
  /** About files. */
  readonly problems: readonly PolicyProblem[];
}

/** Reads `notices/<id>/<locale>.md` of every declared notice and looks for files no one declares. */
export function readNotices(directory: string, document: PolicyDocument): Notices {
  const findings: Finding[] = [];
  const problems: PolicyProblem[] = [];
  const published: Record<string, PublishedNotice> = {};
  const root = `${directory}/notices`;

  for (const [id, { locales, ...notice }] of Object.entries(document.notices)) {
    const present = entriesOf(`${root}/${id}`);
    const texts: Record<string, string> = {};
    for (const [index, locale] of locales.entries()) {
      const file = `notices/${id}/${locale}.md`;
      if (!present.includes(`${locale}.md`)) {
        findings.push({
          path: ['notices', id, 'locales', index],
          message: `The text ${file} is missing.`,
          remedy: `Write ${file}, or remove \`${locale}\` from the locales.`,
        });
        continue;
      }
      const read = readText(`${root}/${id}/${locale}.md`);
      if (read.kind === 'problem') problems.push(read.problem);
      else if (read.text.trim() === '') problems.push(blank(`${root}/${id}/${locale}.md`));
      else if (Buffer.byteLength(read.text) > maximumTextBytes) {
        problems.push(tooLong(`${root}/${id}/${locale}.md`));
      } else texts[locale] = read.text;
    }
    problems.push(
      ...present
        .filter((name) => !locales.some((locale) => name === `${locale}.md`))
        .map((name) =>
          undeclared(`${root}/${id}/${name}`, `Add its locale to notices.${id}.locales`),
        ),
    );
    const { title, purposes, effectiveFrom, material, compatibleWith, summary } = notice;
    const version = noticeVersionOf(texts);
    published[id] = {
      id,
      version,
      title,
      purposes,
      effectiveFrom,
      material,
      compatibleWith,
      summary,
      texts,
    };
    const itself = compatibleWith.indexOf(version);
    if (itself >= 0) {
      findings.push({
        path: ['notices', id, 'compatibleWith', itself],
        message: `${version} is the version of the present text.`,
        remedy: 'Name earlier versions only.',
      });
    }
  }
  problems.push(
    ...entriesOf(root)
      .filter((name) => !Object.hasOwn(document.notices, name))
      .map((name) => undeclared(`${root}/${name}`, 'Declare it under notices in policy.yaml')),
  );
  return { published, findings, problems };
}

const undeclared = (file: string, remedy: string): PolicyProblem => ({
  file,
  line: 1,
  column: 1,
  path: '',
  message: 'No notice of policy.yaml declares this file, so it is never shown.',
  remedy: `${remedy}, or remove the file.`,
});

/** Each text is kept in a row of its own, and DynamoDB takes 400 KB. */
const maximumTextBytes = 300 * 1024;

const tooLong = (file: string): PolicyProblem => ({
  file,
  line: 1,
  column: 1,
  path: '',
  message: 'The notice is longer than 300 KiB.',
  remedy: 'Write what people can read; move the rest into a notice of its own.',
});

const blank = (file: string): PolicyProblem => ({
  file,
  line: 1,
  column: 1,
  path: '',
  message: 'The notice has no text.',
  remedy: 'Write the notice, or remove its locale in policy.yaml.',
});
