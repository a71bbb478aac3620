import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { nameIn } from '../../app/locale.ts';
import { useLanguage } from '../language.ts';
import type { Entered } from './act.ts';

/** The text of the policy, with what would be decided. */
export function MailPreview(props: {
  readonly requestId: string;
  readonly template: Schemas['PreviewedMail'];
  readonly entered: Entered;
}) {
  const { requestId, template, entered } = props;
  const { words, locale } = useLanguage();
  const client = useClient();
  const { ground, until, outcome } = entered;
  const preview = useQuery({
    queryKey: ['mail-preview', requestId, template, ground, until, outcome],
    queryFn: async () => {
      const query = {
        template,
        ...(ground !== undefined && { ground: ground as Schemas['RefusalGround'] }),
        ...(until !== undefined && until !== '' && { until }),
        ...(outcome !== undefined && { outcome }),
      };
      const call = { path: { requestId }, query };
      return bodyOf(await client.get('/v1/requests/{requestId}/mail-preview', call));
    },
    placeholderData: (before) => before,
  });
  return (
    <Answer to={preview}>
      {(mail) => (
        <figure className="mail">
          <figcaption className="quiet small">
            {words.request.mails.previewIn(nameIn(mail.locale, locale))}
          </figcaption>
          <div lang={mail.locale}>
            <p>
              <strong>{mail.subject}</strong>
            </p>
            <p className="as-written">{mail.text}</p>
          </div>
        </figure>
      )}
    </Answer>
  );
}
