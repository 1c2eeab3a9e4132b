import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Tabs } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { CasePage } from '../../preload/contract/cases.ts';
import { OfferedClips } from '../evidence/offered-clips.tsx';
import { useKeys } from '../frame/keys.tsx';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { CasePhotos } from '../photos/case-photos.tsx';
import { CaseDates } from './case-dates.tsx';
import { CaseFacts } from './case-facts.tsx';
import { CaseMoney } from './case-money.tsx';
import { CasePapers } from './case-papers.tsx';
import { unlessSomethingLiesOnTop } from './closing.ts';
import { FlowView } from './flow-view.tsx';
import { StandingMark } from './marks.tsx';
import { MoreActs } from './more-acts.tsx';
import { NextCard } from './next-card.tsx';
import { Timeline } from './timeline.tsx';
import './case-view.css';
import './case-sections.css';

type Section = 'story' | 'papers' | 'evidence' | 'money' | 'dates';

/** One case: the first screen says who, what, where it stands, who must act, by when and what is missing. */
export function CaseView(props: {
  caseId: string;
  /** The paper that lies open at first; empty for the story. */
  paperId: string;
  onClose: () => void;
}) {
  const { caseId, paperId, onClose } = props;
  const page = useQuery(query.cases.page.queryOptions({ input: { caseId } }));
  useKeys([{ keys: 'Esc', words: '回到台账', run: unlessSomethingLiesOnTop(onClose) }]);
  if (!page.data) {
    return (
      <section className="case case-none">
        <Refused error={page.error} />
        {page.error ? <Button onClick={onClose}>回到台账</Button> : <Skeleton active />}
      </section>
    );
  }
  return <Opened page={page.data} firstPaper={paperId} onClose={onClose} />;
}

function Opened({ page, firstPaper, onClose }: { page: CasePage; firstPaper: string; onClose: () => void }) {
  const [section, setSection] = useState<Section>(firstPaper ? 'papers' : 'story');
  const [paperId, setPaperId] = useState(firstPaper);
  const sections = useRef<HTMLDivElement>(null);
  // A paper wants the whole height; the first screen is one wheel turn above.
  useEffect(() => {
    if (section === 'papers') sections.current?.scrollIntoView({ block: 'start' });
  }, [section]);
  const showPaper = (id: string) => {
    setPaperId(id);
    setSection('papers');
  };
  const signatures = page.documents.flatMap((one) => (one.state === 'VOIDED' ? [] : one.signatures));
  const waiting = signatures.filter((one) => one.state === 'WAITING').length;
  return (
    <section className="case" aria-label={`${page.partyName} ${page.cause}`}>
      <header className="case-head">
        <h1>
          {page.partyName || '当事人待登记'}
          <span>{page.cause || '案由待选'}</span>
        </h1>
        <StandingMark row={page} />
        {page.simulated ? <em className="case-simulated">模拟数据</em> : null}
        <span className="case-number">{page.number || '未取号'}</span>
        <MoreActs page={page} />
        <Button type="text" icon={<CloseOutlined />} aria-label="回到台账（Esc）" onClick={onClose} />
      </header>
      <FlowView page={page} />
      <div className="case-first">
        <CaseFacts page={page} />
        <NextCard page={page} onPaper={showPaper} />
      </div>
      <div ref={sections}>
        <Tabs
          className="case-tabs"
          activeKey={section}
          onChange={(key) => setSection(key as Section)}
          items={[
            { key: 'story', label: `经过 ${page.timeline.length}`, children: <Timeline page={page} /> },
            {
              key: 'papers',
              label: `文书 ${page.documents.length}${waiting > 0 ? `（待签 ${waiting}）` : ''}`,
              children: <CasePapers page={page} chosen={paperId} onChoose={setPaperId} />,
            },
            {
              key: 'evidence',
              label: `证据 ${page.evidence.length + page.photos}`,
              children: (
                <>
                  <OfferedClips caseId={page.id} closed={page.state === 'ARCHIVED'} />
                  <CasePhotos caseId={page.id} closed={page.state === 'ARCHIVED'} />
                </>
              ),
            },
            ...(page.kind === 'FINE'
              ? [{ key: 'money', label: `缴款 ${page.payments.length}`, children: <CaseMoney page={page} /> }]
              : []),
            ...(page.deadlines.length > 0
              ? [
                  {
                    key: 'dates',
                    label: `期限 ${page.deadlines.length}`,
                    children: <CaseDates deadlines={page.deadlines} />,
                  },
                ]
              : []),
          ]}
        />
      </div>
    </section>
  );
}
