import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { HashRouter } from 'react-router';
import { BUTTONS } from './frame/buttons.tsx';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { KeyProvider } from './frame/keys.tsx';
import { LookProvider, useLook } from './frame/look.tsx';
import { refusalOf } from './frame/refusals.ts';
import { theme } from './frame/theme.ts';
import { query } from './office/client.ts';
import { OfficeEvents } from './office/events.tsx';
import { Gate } from './opening/gate.tsx';

dayjs.locale('zh-cn');

/** The whole window: look, connection to the office, keys, and whatever stage the office is in. */
export function Application() {
  return (
    <LookProvider>
      <Themed />
    </LookProvider>
  );
}

function Themed() {
  const { look } = useLook();
  const [queryClient] = useState(createQueryClient);
  return (
    <ConfigProvider locale={zhCN} theme={theme(look.contrast)} button={BUTTONS}>
      <App className="application" message={{ top: 60, maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <ErrorBoundary>
            <OfficeEvents>
              <HashRouter>
                <KeyProvider>
                  <Gate />
                </KeyProvider>
              </HashRouter>
            </OfficeEvents>
          </ErrorBoundary>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}

/** Signed out or locked by the office itself: ask again who sits here, and the right page stands there. */
const SIGNED_OUT: readonly string[] = ['PPL-110', 'PPL-111'];

/** A refusal stays a refusal, and the office says itself when something changed: no retries, no refetch on focus. */
function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (SIGNED_OUT.includes(refusalOf(error).code)) client.invalidateQueries({ queryKey: query.people.me.key() });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, staleTime: 30_000, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
