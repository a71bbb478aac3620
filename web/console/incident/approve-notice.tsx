import { ProblemError, bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { NoticeContent } from './notice-content.tsx';
import { useIncidentCall } from './use-incident.ts';
import type { Incident } from './use-incident.ts';
import { useNotice } from './use-notice.ts';

/** The text as it is, and its approval by its hash: what changes meanwhile is not approved. */
export function ApproveNotice(props: {
  readonly incident: Incident;
  readonly noticeId: string;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { noticeId, close, done } = props;
  const { notices: said } = useLanguage().words.incidents;
  const { incidentId } = props.incident;
  const client = useClient();
  const path = { incidentId, noticeId };
  const notice = useNotice(incidentId, noticeId);
  const approve = useIncidentCall(async (contentSha256: string) => {
    const call = { path, body: { contentSha256 } };
    return bodyOf(await client.post('/v1/incidents/{incidentId}/notices/{noticeId}/approve', call));
  }, done);
  const audience = notice.data?.audience ?? 'people';
  const isOwn = approve.error instanceof ProblemError && approve.error.outcome.slug === 'conflict';
  return (
    <ConfirmDialog
      title={said.readOf(said.audience[audience])}
      confirm={said.approve}
      isOpen
      close={close}
      isDanger={audience === 'people'}
      canConfirm={notice.data?.state === 'prepared' || notice.data?.state === 'failed'}
      happens={<p>{said.approveHappens[audience]}</p>}
      isPending={approve.isPending}
      error={isOwn ? undefined : approve.error}
      run={() => approve.mutate(notice.data?.contentSha256 ?? '')}
    >
      <Answer to={notice}>{(one) => <NoticeContent notice={one} />}</Answer>
      {isOwn && (
        <div role="alert">
          <Message tone="warning">{said.conflict}</Message>
        </div>
      )}
    </ConfirmDialog>
  );
}
