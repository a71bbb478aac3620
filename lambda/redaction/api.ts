import { openConsents } from '../consent/consents.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { Finding } from '../text/finding.ts';
import { openSearch } from '../text/search.ts';
import { contentsOf, withContents } from './conversation.ts';
import { outsidePseudonyms, plainReplacement, replaceFound } from './model/redact.ts';
import { pseudonymise } from './pseudonymise.ts';
import type { textRoutes } from './routes.ts';

export function textHandlers(dependencies: SubjectsDependencies): Handlers<typeof textRoutes> {
  const { database, keyring, subjectKeys, policy, clock } = dependencies;
  const subjects = openSubjects(dependencies);
  const consents = openConsents(dependencies);
  const { find } = openSearch(policy.texts);
  const deps = { database, keyring, subjectKeys, policy, clock, subjects, consents };

  return {
    detectInText: ({ body: { text, ...options } }) =>
      Promise.resolve(answer(200, { findings: find(text, options).map((one) => shown(one)) })),

    async redactText({ body }) {
      const { subject, mode } = body;
      const found = contentsOf(body).map((content) => ({
        content,
        findings: outsidePseudonyms(content, find(content, body)),
      }));
      const findings = found.flatMap((one, index) =>
        one.findings.map((each) => shown(each, body.messages && index)),
      );
      if (mode !== 'pseudonymise') {
        const contents = found.map((one) =>
          replaceFound(one.content, one.findings, ({ type }) => plainReplacement(mode, type)),
        );
        return answer(200, { ...withContents(body, contents), findings });
      }
      if (subject === undefined) throw new TypeError('the contract asks for a subject');
      const outcome = await pseudonymise(deps, subject, found);
      if (outcome.kind === 'problem') return outcome;
      return answer(200, { ...withContents(body, outcome.contents), findings });
    },
  };
}

const shown = ({ type, start, end, score }: Finding, message?: number) => ({
  ...{ type, start, end, score },
  message,
});
