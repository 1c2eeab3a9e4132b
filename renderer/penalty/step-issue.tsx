import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useKeys } from '../frame/keys.tsx';
import { Refused } from '../frame/refused.tsx';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { office, query } from '../office/client.ts';
import { DecisionSigning } from './decision-signing.tsx';
import { DecisionSummary } from './decision-summary.tsx';
import { STEPS, useDesk } from './desk.tsx';

/** Step 6: take the number once, then sign, hand over and print. After a crash the case itself says how far it is. */
export function StepIssue({ authorityName, officers }: { authorityName: string; officers: string }) {
  const desk = useDesk();
  const client = useQueryClient();
  const { caseId, id: draftId } = desk.draft;
  const page = useQuery(query.cases.page.queryOptions({ input: { caseId: caseId ?? '' }, enabled: caseId !== null }));
  const { run, busy, trouble } = useOneAtATime();
  const paper = page.data?.documents.filter((one) => one.paper === 'D36' && one.state !== 'VOIDED').at(-1);
  const rendered = paper !== undefined && paper.sha256 !== null;
  const open = [1, 2, 3, 4, 5].filter((step) => desk.problemsOf(step).some((one) => one.weight === 'stop'));
  const ready = desk.informed && open.length === 0;

  const number = async () => {
    if (rendered) return;
    await run(async () => {
      await desk.flush();
      const made = await office.drafts.number({ draftId });
      client.setQueryData(query.cases.page.queryKey({ input: { caseId: made.id } }), made);
    });
  };
  useKeys(rendered ? [] : [{ keys: 'Ctrl+Enter', words: '取号并生成决定书', run: () => void number() }]);

  if (page.data && paper && rendered) return <DecisionSigning page={page.data} paper={paper} />;
  return (
    <div className="pen-issue-first">
      <Refused error={trouble ?? page.error} />
      {open.length > 0 && (
        <Alert
          type="error"
          showIcon
          title="还有步骤没有填完，补齐后才能取号"
          description={open.map((step) => (
            <Button key={step} type="link" onClick={() => desk.goTo(step)}>
              {step} {STEPS[step - 1]}
            </Button>
          ))}
        />
      )}
      {open.length === 0 && !desk.informed && (
        <Alert
          type="warning"
          showIcon
          title="告知和陈述申辩还没有确认"
          description="请回到第 5 步，由当事人签名或注明拒签后确认。"
          action={<Button onClick={() => desk.goTo(5)}>回到第 5 步</Button>}
        />
      )}
      {paper && !rendered && (
        <Alert
          type="warning"
          showIcon
          title={`文号 ${paper.number} 已取，决定书还没有生成，点下面的按钮用同一文号继续。`}
        />
      )}
      <DecisionSummary authorityName={authorityName} officers={officers} />
      <div className="pen-actions pen-actions-end">
        <span className="pen-note">取号后事实和数额不再改动；如有错误，作废后重新出具。</span>
        <Button type="primary" size="large" loading={busy} disabled={!ready} onClick={number} data-enter>
          取号并生成决定书（Ctrl+Enter）
        </Button>
      </div>
    </div>
  );
}
