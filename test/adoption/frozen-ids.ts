/**
 * Logical ids that never change: CloudFormation would make the resource anew, and what it held would
 * be left behind. A new resource gets a line; a line goes or changes with a migration and an entry in
 * CHANGELOG.md only.
 */
export const holding: readonly string[] = [
  'AWS::DynamoDB::Table Aliases139FCBD5',
  'AWS::DynamoDB::Table ConsentStates3D8DAB99',
  'AWS::DynamoDB::Table ConsentsEE96AD51',
  'AWS::DynamoDB::Table CountedChangesC16E6513',
  'AWS::DynamoDB::Table Counters0B7EF53F',
  'AWS::DynamoDB::Table Deletions40DE3C6E',
  'AWS::DynamoDB::Table Idempotency1F11DF15',
  'AWS::DynamoDB::Table OpenRequests8FA6D6C6',
  'AWS::DynamoDB::Table Outbox169658FD',
  'AWS::DynamoDB::Table Records429B5BF3',
  'AWS::DynamoDB::Table RequestsB6FEFCAC',
  'AWS::DynamoDB::Table SubjectKeys57DF3B6C',
  'AWS::DynamoDB::Table Subjects97B78C40',
  'AWS::DynamoDB::Table Tombstones8D620154',
  'AWS::KMS::Key KeysAtRest233FD264',
  'AWS::KMS::Key KeysCertificates3AD676CB',
  'AWS::KMS::Key KeysCheckpointsD7C97EB6',
  'AWS::KMS::Key KeysHmac0CB4BA47',
  'AWS::KMS::Key KeysOperationsB3FE4E21',
  'AWS::KMS::Key KeysReceipts5BCBFEE1',
  'AWS::KMS::Key KeysSubjectKeysCB33808D',
  'AWS::Logs::LogGroup ApiAccessLogs50B185DB',
  'AWS::Logs::LogGroup ApiExecutionLogsB326CF6B',
  'AWS::Logs::LogGroup AuthorizerLogsF64AA3CA',
  'AWS::Logs::LogGroup ConsentApiLogs367805D7',
  'AWS::Logs::LogGroup DecisionApiLogs42310569',
  'AWS::Logs::LogGroup EventStreamLogsB3A74687',
  'AWS::Logs::LogGroup FirewallLog9A1E943C',
  'AWS::Logs::LogGroup FulfilmentLogs08B68234',
  'AWS::Logs::LogGroup LedgerApiLogsEEB62370',
  'AWS::Logs::LogGroup NoticeApiLogsC2146AAF',
  'AWS::Logs::LogGroup PolicyChangeLogs103CC7CB',
  'AWS::Logs::LogGroup RecordApiLogs8C5BBA47',
  'AWS::Logs::LogGroup RecountLogs1523E03F',
  'AWS::Logs::LogGroup RequestApiLogs4DC653CF',
  'AWS::Logs::LogGroup RequestSweepLogs76356324',
  'AWS::Logs::LogGroup RetentionStreamLogs54E2FEED',
  'AWS::Logs::LogGroup StatusApiLogs89A3378F',
  'AWS::Logs::LogGroup SubjectApiLogs26F2965C',
  'AWS::S3::Bucket ExportsD637FF99',
];

/** Hold nothing, but others have written down their address: URL of the API, rules, subscriptions. */
export const addressed: readonly string[] = [
  'AWS::ApiGateway::RestApi Api9AF3637B',
  'AWS::Events::EventBus EventsBus45DE4339',
  'AWS::SNS::Topic AlarmsTopic3A2DFEBA',
];
