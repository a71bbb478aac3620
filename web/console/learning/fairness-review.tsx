import { useState } from 'react';
import { Button } from '../../app/components/button.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { DueTag } from '../list/due-tag.tsx';
import { dueOf } from '../list/due.ts';
import { wordOf } from '../../app/known.ts';
import { ReviewDialog } from './review-dialog.tsx';
import type { ReviewProps } from './review-dialog.tsx';

/** The review of a breached threshold: its state, the reviewer and the deadline. */
export function FairnessReview({ reportId, review }: ReviewProps) {
  const { words, format } = useLanguage();
  const { review: said } = words.learning;
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const [now] = useState(() => Date.now());
  const isClosed = review.state === 'closed';
  return (
    <section aria-labelledby="review">
      <h3 id="review">{said.title}</h3>
      <Outcome tone="good">{isDone && <p>{said.done}</p>}</Outcome>
      <Facts
        of={[
          [said.state, wordOf(said.states, review.state)],
          [said.owner, review.owner],
          [
            said.due,
            <span key="due">
              {!isClosed && <DueTag due={dueOf(review.dueAt, 'running', now)} />}{' '}
              {format.day(review.dueAt)}
            </span>,
          ],
          [said.measure, review.measure],
          [said.outcome, review.outcome],
        ]}
      />
      {!isClosed && (
        <div className="buttons no-print">
          <Button onPress={() => setOpen(true)}>{said.change}</Button>
        </div>
      )}
      {isOpen && (
        <ReviewDialog
          {...{ reportId, review }}
          close={() => setOpen(false)}
          done={() => {
            setOpen(false);
            setDone(true);
          }}
        />
      )}
    </section>
  );
}
