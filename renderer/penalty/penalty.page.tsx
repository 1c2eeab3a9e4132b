import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Draft } from '../../preload/contract/cases.ts';
import { Page } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { office } from '../office/client.ts';
import { PenaltyDesk } from './penalty-desk.tsx';

/** 新建当场处罚: `/penalty` begins one, `/penalty/ID` goes on where it stopped. */
export default function PenaltyPage() {
  const { draftId } = useParams();
  return draftId ? <OpenDraft key={draftId} draftId={draftId} /> : <NewDraft />;
}

/** Nothing in it yet: such a draft is taken again instead of leaving empty ones behind. */
const isUntouched = (draft: Draft) =>
  draft.caseId === null && draft.content.party.name === '' && draft.content.violation.itemCode === '';

function NewDraft() {
  const navigate = useNavigate();
  const started = useRef(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    const begin = async () => {
      const untouched = (await office.drafts.mine()).find(isUntouched);
      const draft = untouched ?? (await office.drafts.open({}));
      navigate(`/penalty/${draft.id}`, { replace: true });
    };
    begin().catch(setTrouble);
  }, [navigate]);
  return (
    <Page title="当场处罚">
      <Refused error={trouble} />
      {!trouble && <Skeleton active />}
    </Page>
  );
}

function OpenDraft({ draftId }: { draftId: string }) {
  // Read once for each opening: from then on the screen is ahead of what is stored.
  const opened = useQuery({
    queryKey: ['penalty-draft', draftId],
    queryFn: () => office.drafts.open({ draftId }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (opened.data) return <PenaltyDesk opened={opened.data} />;
  return (
    <Page title="当场处罚">
      <Refused error={opened.error} />
      {!opened.error && <Skeleton active />}
    </Page>
  );
}
