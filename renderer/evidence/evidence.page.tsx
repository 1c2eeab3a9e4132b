import { Page } from '../frame/page.tsx';
import { ClipList } from './clip-list.tsx';
import { Docks } from './docks.tsx';
import './evidence.css';

/** Footage: the dock on the left, the recordings of the office on the right. */
export default function EvidencePage() {
  return (
    <Page title="证据" note="录像按原样复制，逐段核对后才登记；记录仪里的原件不会改动。" fill>
      <div className="evidence">
        <Docks />
        <ClipList />
      </div>
    </Page>
  );
}
