import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Acknowledgement } from './acknowledgement.ts';
import { inPacks, ofType } from './acknowledgement.ts';

const files = ofType('AWS::S3::Bucket', /-Web\/Files\//);

const distribution =
  (fits: (config: CfnDistribution.DistributionConfigProperty) => boolean): Acknowledgement['on'] =>
  (resource) =>
    resource instanceof CfnDistribution &&
    'defaultCacheBehavior' in resource.distributionConfig &&
    fits(resource.distributionConfig);

export const webAcknowledgements: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-CFR1'],
    on: ofType('AWS::CloudFront::Distribution'),
    reason:
      'People exercise their rights wherever they are: a restriction by country would turn away those who travel.',
  },
  {
    rules: ['AwsSolutions-CFR2'],
    on: ofType('AWS::CloudFront::Distribution'),
    reason:
      'The firewall of the API inspects and limits its calls, those through the distribution by the address of the viewer; the other files are the same for everyone.',
  },
  {
    rules: ['AwsSolutions-CFR3'],
    on: distribution(({ logging }) => logging === undefined),
    reason:
      'Its logs would hold the addresses of people and the paths of their records; the API logs calls without both, and an operator who must keep them names a bucket.',
  },
  {
    rules: ['AwsSolutions-CFR4'],
    on: distribution(({ viewerCertificate }) => viewerCertificate === undefined),
    reason:
      'Without a domain of the operator the certificate and the oldest version of TLS are those of Amazon CloudFront; with a domain it is TLS 1.2.',
  },
  {
    rules: ['AwsSolutions-S1', ...inPacks('S3BucketLoggingEnabled', 'hipaa', 'nist', 'pci')],
    on: files,
    reason:
      'Only Amazon CloudFront reads the files, which are the same for everyone, and only a deployment may write them.',
  },
  {
    rules: [
      ...inPacks('S3BucketReplicationEnabled', 'hipaa', 'nist', 'pci'),
      ...inPacks('S3BucketVersioningEnabled', 'hipaa', 'nist', 'pci'),
    ],
    on: files,
    reason:
      'The files are in the code of the function that writes them, so a deployment makes them again in any Region.',
  },
  {
    rules: inPacks('S3DefaultEncryptionKMS', 'hipaa', 'nist', 'pci'),
    on: files,
    reason:
      'The files are public: a key of the account would protect nothing and could only make the pages unavailable.',
  },
  {
    rules: ['AwsSolutions-SMG4', ...inPacks('SecretsManagerRotationEnabled', 'hipaa', 'nist')],
    on: ofType('AWS::SecretsManager::Secret', /-Edge\/PagesSecret$/),
    reason:
      'Both readers get the value in a deployment, so a rotation by itself would part them; it opens nothing, and only decides by which address a call is counted.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /-Web\/Upload\/(Boundary|Function\/Policy)\//),
    wildcard: /(<Files\w+\.Arn>\/\*|:log-group:Custos-[\w-]+-Web-\*)$/,
    reason:
      'The function writes every file of a bucket that has nothing else; the log group is named by CloudFormation.',
  },
];
