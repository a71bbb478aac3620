import { Suspense, lazy, useState } from 'react';
import { Answer } from '../../app/components/answer.tsx';
import { useLanguage } from '../language.ts';
import { useNoticeText } from '../notices.ts';

const MarkdownText = lazy(async () => ({
  default: (await import('../../app/components/markdown.tsx')).MarkdownText,
}));

interface NoticeTextProps {
  readonly id: string;
  readonly version: string;
}

/** The notice that an agreement rests on: read before, at the place where one agrees. */
export function NoticeText({ id, version }: NoticeTextProps) {
  const { choices } = useLanguage().words;
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{choices.readNotice}</summary>
      {isOpen && <Text id={id} version={version} />}
    </details>
  );
}

function Text({ id, version }: NoticeTextProps) {
  const { app } = useLanguage().words;
  const notice = useNoticeText(id, version);
  return (
    <Answer to={notice}>
      {({ markdown, locale }) => (
        <div lang={locale} className="message">
          <Suspense fallback={app.loading}>
            <MarkdownText text={markdown} />
          </Suspense>
        </div>
      )}
    </Answer>
  );
}
