import { openConsents } from '../consent/consents.ts';
import type { Answer, Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { Finding } from '../text/finding.ts';
import { openSearch } from '../text/search.ts';
import { contentsOf, withContents } from './conversation.ts';
import { replaceFound } from '../value/replace-found.ts';
import { outsidePseudonyms, plainReplacement } from './model/redact.ts';
import { withRepeatedNames } from './model/repeated-names.ts';
import { pseudonymise } from './pseudonymise.ts';
import type { SearchedText } from './pseudonymise.ts';
import type { textRoutes } from './routes.ts';

export function textHandlers(dependencies: SubjectsDependencies): Handlers<typeof textRoutes> {
  const { database, keyring, subjectKeys, policy, clock } = dependencies;
  const subjects = openSubjects(dependencies);
  const consents = openConsents(dependencies);
  const { find } = openSearch(policy.texts);
  const deps = { database, keyring, subjectKeys, policy, clock, subjects, consents };

  return {
    detectInText: ({ body: { text, ...options } }) => {
      const [searched] = withRepeatedNames([{ content: text, findings: find(text, options) }]);
      return Promise.resolve(
        answer(200, { findings: searched?.findings.map((one) => shown(one)) }),
      );
    },

    async redactText({ body }) {
      const { subject, mode } = body;
      const search = (): readonly SearchedText[] =>
        withRepeatedNames(
          contentsOf(body).map((content) => ({
            content,
            findings: outsidePseudonyms(content, find(content, body)),
          })),
        );
      const answered = (searched: readonly SearchedText[], contents: readonly string[]): Answer => {
        const findings = searched.flatMap((one, index) =>
          one.findings.map((each) => shown(each, body.messages && index)),
        );
        return answer(200, { ...withContents(body, contents), findings });
      };
      if (mode !== 'pseudonymise') {
        const searched = search();
        const contents = searched.map((one) =>
          replaceFound(one.content, one.findings, ({ type }) => plainReplacement(mode, type)),
        );
        return answered(searched, contents);
      }
      if (subject === undefined) throw new TypeError('the contract asks for a subject');
      const outcome = await pseudonymise(deps, subject, search);
      return outcome.kind === 'problem' ? outcome : answered(outcome.searched, outcome.contents);
    },
  };
}

const shown = ({ type, start, end, score }: Finding, message?: number) => ({
  ...{ type, start, end, score },
  message,
});
