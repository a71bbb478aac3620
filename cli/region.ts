import { STSClient } from '@aws-sdk/client-sts';

/** What to do when neither an option nor the environment nor the profile names a Region. */
export const noRegion = 'name a Region: --region, AWS_REGION, or in the profile';

/** As the AWS tools find it: AWS_REGION, then the profile. */
export async function configuredRegion(profile: string | undefined): Promise<string | undefined> {
  try {
    return await new STSClient(profile === undefined ? {} : { profile }).config.region();
  } catch {
    return undefined;
  }
}
