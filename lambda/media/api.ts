import { openConsents } from '../consent/consents.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { MediaObjects } from '../platform/media/media-objects.ts';
import { activeOf } from '../record/refused.ts';
import { makeLinks } from '../record/media-links.ts';
import { openRecords } from '../record/store.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { RecordId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { announce } from './announce.ts';
import type { mediaRoutes } from './routes.ts';
import { readUpload } from './store.ts';

export interface MediaDependencies extends SubjectsDependencies {
  readonly media: Pick<MediaObjects, 'form'>;
}

export function mediaHandlers(dependencies: MediaDependencies): Handlers<typeof mediaRoutes> {
  const { database, keyring, subjectKeys, policy, clock, media } = dependencies;
  const subjects = openSubjects(dependencies);
  const consents = openConsents(dependencies);
  const records = openRecords(dependencies);
  const deps = { database, keyring, subjectKeys, policy, clock, media, subjects, consents };

  return {
    announceMedia: ({ body, idempotency }) => announce(deps, body, idempotency),

    async readUpload({ path }) {
      const recordId = parseId<RecordId>(path.recordId);
      const upload = recordId && (await readUpload(deps, recordId));
      if (upload === undefined) return problem('not-found');
      const { state, because } = upload;
      return answer(200, { recordId, state, because });
    },

    async openOwnMedia({ caller, path }) {
      const recordId = parseId<RecordId>(path.recordId);
      const subjectId = activeOf(await subjects.resolveCaller(caller))?.subjectId;
      if (recordId === undefined || subjectId === undefined) return problem('not-found');
      const record = await records.get(subjectId, recordId);
      if (record?.media === undefined) return problem('not-found');
      const [link] = await makeLinks(deps, subjectId, [recordId]);
      // RFC 9110 section 10.2.2: relative, so that it is right below any domain and path of the API.
      return answer(302, undefined, { location: `../..${link?.path.slice('/v1'.length)}` });
    },
  };
}
