import { Link, useParams } from 'wouter';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { NoticeContent } from '../incident/notice-content.tsx';
import { useNotice } from '../incident/use-notice.ts';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';

/** A notice as a page to print, with the proof of what it says. */
export function NoticePage({ settings }: ScreenProps) {
  const { incidentId = '', noticeId = '' } = useParams();
  const { words, format } = useLanguage();
  const { form: said } = words.breach;
  const { states } = words.incidents.notices;
  const notice = useNotice(incidentId, noticeId);
  return (
    <Screen
      title={notice.data?.audience === 'people' ? said.mailTitle : said.title}
      site={settings.name}
    >
      <div className="buttons no-print">
        <Link href={`/incidents/${incidentId}`} className="button">
          {said.back}
        </Link>
        <Button onPress={() => window.print()}>{said.print}</Button>
      </div>
      <Answer to={notice}>
        {(one) => (
          <>
            <NoticeContent notice={one} />
            <section className="part" aria-labelledby="document">
              <h2 id="document">{said.document}</h2>
              <Facts
                of={[
                  [said.state, states[one.state]],
                  [said.prepared, format.time(one.preparedAt)],
                  [said.approved, one.approvedAt && format.time(one.approvedAt)],
                  [said.hash, <code key="hash">{one.contentSha256}</code>],
                ]}
              />
            </section>
          </>
        )}
      </Answer>
    </Screen>
  );
}
