import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../client/index.ts';
import { useClient } from '../app/api.tsx';
import { useLanguage } from './language.ts';

/** The notices in force, in the language of the page. */
export function useNotices() {
  const { locale } = useLanguage();
  const client = useClient();
  return useQuery({
    queryKey: ['notices', locale],
    queryFn: async () => bodyOf(await client.get('/v1/notices', { query: { locale } })),
  });
}

/** The text of one version. */
export function useNoticeText(id: string, version: string) {
  const { locale } = useLanguage();
  const client = useClient();
  return useQuery({
    queryKey: ['notice', id, version, locale],
    // The version is the hash of its texts.
    staleTime: Infinity,
    queryFn: async () => {
      const path = { id, version };
      return bodyOf(await client.get('/v1/notices/{id}/{version}', { path, query: { locale } }))
        .notice;
    },
  });
}
