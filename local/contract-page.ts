import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const example = z.looseObject({
  description: z.string().optional(),
  content: z.record(z.string(), z.looseObject({ example: z.unknown().optional() })).optional(),
});
const operation = z.looseObject({
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  requestBody: example.optional(),
  responses: z.record(z.string(), example.extend({ $ref: z.string().optional() })),
});
const contract = z.object({
  tags: z.array(z.object({ name: z.string(), description: z.string().optional() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});
type Operation = z.output<typeof operation>;

const methods = ['get', 'put', 'post', 'patch', 'delete'];

/** The contract as one page without scripts, for installations without swagger-ui-dist. */
export function contractPage(head: string): string {
  const path = fileURLToPath(new URL('../lib/openapi/openapi.json', import.meta.url));
  const { tags, paths } = contract.parse(JSON.parse(readFileSync(path, 'utf8')));
  const operations = Object.entries(paths).flatMap(([route, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, described]) => ({ method, route, described })),
  );
  const sections = tags.map(({ name, description = '' }) => {
    const own = operations.filter(({ described }) => described.tags[0] === name);
    return [
      `<h2>${escaped(name)}</h2><p>${escaped(description)}</p>`,
      ...own.map(({ method, route, described }) => operationOf(method, route, described)),
    ].join('\n');
  });
  return `<!doctype html>
<html lang="en">
  <head>${head}</head>
  <body>
    <h1>Custos: the contract of the API</h1>
    <p>The whole of it, with every schema: <a href="/v1/openapi.json">/v1/openapi.json</a>.</p>
    ${sections.join('\n')}
  </body>
</html>
`;
}

function operationOf(method: string, route: string, described: Operation): string {
  const { summary, description = '', requestBody, responses } = described;
  return `<details>
<summary><code>${method.toUpperCase()} ${escaped(route)}</code> ${escaped(summary)}</summary>
<p>${escaped(description)}</p>
${requestBody === undefined ? '' : `<h3>Body</h3>${exampleOf(requestBody)}`}
<h3>Answers</h3>
<dl>
${Object.entries(responses)
  .map(
    ([status, answer]) =>
      `<dt>${status}</dt><dd>${escaped(wordsOf(answer))}${exampleOf(answer)}</dd>`,
  )
  .join('\n')}
</dl>
</details>`;
}

/** Problems that several operations return are listed by their slugs. */
const wordsOf = ({ description, $ref }: Operation['responses'][string]): string =>
  description ?? $ref?.split('/').at(-1)?.replaceAll('.', ', ') ?? '';

function exampleOf({ content = {} }: z.output<typeof example>): string {
  const [media] = Object.values(content);
  if (media?.example === undefined) return '';
  return `<pre>${escaped(JSON.stringify(media.example, null, 2))}</pre>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
