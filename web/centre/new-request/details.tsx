import { AutomatedDecision } from './automated-decision.tsx';
import { Complaint } from './complaint.tsx';
import { Corrections } from './corrections.tsx';
import { Extent } from './extent.tsx';
import type { DetailsProps } from './details-props.ts';
import { detailsOf } from './wish.ts';

/** Step 2: what this kind of request is about. */
export function Details(props: DetailsProps) {
  switch (detailsOf[props.wish.kind]) {
    case 'categories':
      return <Extent {...props} of="categories" />;
    case 'purposes':
      return <Extent {...props} of="purposes" />;
    case 'corrections':
      return <Corrections {...props} />;
    case 'decision':
      return <AutomatedDecision {...props} />;
    case 'complaint':
      return <Complaint {...props} />;
    case undefined:
      return null;
  }
}
