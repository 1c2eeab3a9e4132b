import { useNavigate } from 'react-router';
import type { OfficeState } from '../../preload/contract/office.ts';
import type { Session } from '../../preload/contract/people.ts';
import { DemoTray } from '../demo/tray.tsx';
import { useLost } from '../office/events.tsx';
import { Pages } from '../routes.tsx';
import { ScanProvider } from '../scan/scans.tsx';
import { holds } from './access.ts';
import { useKeys } from './keys.tsx';
import { LongWork } from './long-work.tsx';
import { MeContext } from './me.ts';
import { Notices } from './notices.tsx';
import { Rail } from './rail.tsx';
import { refusalText } from './refusals.ts';
import { TopBar } from './top-bar.tsx';
import { TrainingBanner } from './training-banner.tsx';
import './layout.css';

/** Left rail, top bar, the page, and where devices are simulated the tray. */
export function Layout({ office, me }: { office: OfficeState; me: Session }) {
  const navigate = useNavigate();
  const lost = useLost();
  const mayPunish = holds(me.officer.roles, 'OFFICER');
  useKeys(mayPunish ? [{ keys: 'Ctrl+N', words: '新建当场处罚', run: () => navigate('/penalty') }] : []);
  return (
    <MeContext value={{ session: me, office }}>
      <ScanProvider>
        <div className="layout">
          <button type="button" className="skip" onClick={() => document.getElementById('page')?.focus()}>
            跳到正文
          </button>
          <Rail roles={me.officer.roles} version={office.version} />
          <div className="layout-right">
            <TopBar office={office} me={me} />
            {lost ? (
              <div className="lost" role="status">
                {refusalText(lost)}
              </div>
            ) : null}
            {office.kind === 'demo' ? null : <TrainingBanner />}
            <Notices mayPunish={mayPunish} />
            <LongWork />
            <main id="page" className="layout-page" tabIndex={-1}>
              <Pages roles={me.officer.roles} />
            </main>
          </div>
          <DemoTray />
        </div>
      </ScanProvider>
    </MeContext>
  );
}
