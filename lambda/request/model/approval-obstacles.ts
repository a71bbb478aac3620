/** Why an approval does not count. Closed and published. */
export const approvalObstacles = ['approved-before', 'entered-it', 'decided-before'] as const;
export type ApprovalObstacle = (typeof approvalObstacles)[number];
