import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { holds } from '../frame/access.ts';
import { weekday } from '../frame/format.ts';
import { useMe } from '../frame/me.ts';
import { Page } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { Counts } from './counts.tsx';
import { DueList } from './due-list.tsx';
import { LastCases } from './last-cases.tsx';
import { SideNotes } from './side-notes.tsx';
import './today.css';
import { bySpan, nearestSpan, type Span } from './due.ts';

/** What must be done, by when, and whether the house itself is well. */
export default function TodayPage() {
  const navigate = useNavigate();
  const { session, office } = useMe();
  const overview = useQuery(query.today.overview.queryOptions());
  const [chosen, setSpan] = useState<Span | null>(null);
  // Nothing for today: the first span that has something stands open.
  const span = chosen ?? (overview.data ? nearestSpan(overview.data) : 'today');
  const mayPunish = holds(session.officer.roles, 'OFFICER');
  return (
    <Page
      title="今日"
      note={`${session.officer.name}，${office.legalDay} ${weekday(office.legalDay)}`}
      extra={
        mayPunish ? (
          <Button type="primary" onClick={() => navigate('/penalty')}>
            新建当场处罚（Ctrl+N）
          </Button>
        ) : null
      }
    >
      <Refused error={overview.error} />
      {overview.isPending ? <Skeleton active /> : null}
      {overview.data ? (
        <div className="today">
          <div className="today-main">
            <Counts overview={overview.data} span={span} onSpan={setSpan} officer={mayPunish} />
            <DueList lines={bySpan(overview.data, span)} span={span} />
            <LastCases cases={overview.data.lastCases} />
          </div>
          <SideNotes overview={overview.data} now={office.now} />
        </div>
      ) : null}
    </Page>
  );
}
