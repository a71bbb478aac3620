import { STSClient } from '@aws-sdk/client-sts';
import { InvalidArgumentError, Option } from 'commander';

/** What to do when neither an option nor the environment nor the profile names a Region. */
export const noRegion = 'name a Region: --region, AWS_REGION, or in the profile';

/** `--region`, in the form that Regions have: whether there is such a one is for AWS to say. */
export const regionOption = (): Option =>
  new Option('--region <region>', 'AWS Region; that of the profile when absent').argParser(
    (value) => {
      if (/^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/.test(value)) return value;
      throw new InvalidArgumentError('It must be a Region, such as eu-central-1.');
    },
  );

/** As the AWS tools find it: AWS_REGION, then the profile. */
export async function configuredRegion(profile: string | undefined): Promise<string | undefined> {
  try {
    return await new STSClient(profile === undefined ? {} : { profile }).config.region();
  } catch {
    return undefined;
  }
}
