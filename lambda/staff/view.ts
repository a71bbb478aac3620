import type { Policy } from '../policy/schema.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestSummary, StaffRequestView } from './contract.ts';
import { viewOf } from '../request-view/view.ts';

/** What staff see of an erasure that is certified and not final. */
const finalityOf = ({ erasure, finality }: RequestRow): Pick<StaffRequestView, 'finality'> => {
  if (finality === undefined || finality.certificateId !== erasure?.certificateId) return {};
  const { certificate, barriers, barriersSince: since, ends } = finality;
  return certificate === undefined ? { finality: { barriers, since, ends } } : {};
};

/** What only staff see of one request, of facts that name no one. */
export const factsForStaff = (
  row: RequestRow,
): Pick<StaffRequestView, 'finality' | 'askedAgain'> => ({
  ...finalityOf(row),
  askedAgain: row.askedAgain,
});

/** One of a list. */
export function summaryOf(row: RequestRow, policy: Policy): RequestSummary {
  const { certificate, erasure, ...rest } = row;
  const { certificateId } = erasure ?? {};
  return {
    ...viewOf({ ...rest, erasure }, policy),
    certificateId: certificate && certificateId,
  };
}
